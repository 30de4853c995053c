import { existsSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, expect, test } from "vitest";

import { bp } from "../support/program.ts";
import { expectRefusal } from "../support/refusal.ts";
import type { KeyPair } from "../support/signed.ts";
import { keyPair } from "../support/signed.ts";
import { unit, workspace } from "../support/workspace.ts";

let locked: KeyPair;
beforeAll(async () => {
  locked = await keyPair("correct horse");
});

/** Nothing of this may reach the network: the port takes no connections. */
const remote = "127.0.0.1:1/charts";

interface Case {
  readonly title: string;
  readonly args: readonly string[] | ((key: KeyPair) => readonly string[]);
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly says: readonly (string | RegExp)[];
}

const cases: readonly Case[] = [
  {
    title: "a selector that matches nothing",
    args: ["publish", "shpo"],
    says: ['"shpo"', "did you mean", "shop", "help:"],
  },
  { title: "an unknown option", args: ["publish", "--too", "x"], says: ["--too", "--to"] },
  { title: "an unknown command", args: ["publsh"], says: ["publsh", "publish"] },
  {
    title: "a target that is none",
    args: ["publish", "--to", "no spaces/please"],
    says: ["help:"],
  },
  {
    title: "a target with a scheme",
    args: ["publish", "--to", "https://registry.example/charts"],
    says: ["https://registry.example/charts", "help:"],
  },
  {
    title: "no key for a remote target",
    args: ["publish", "--to", remote],
    says: ["127.0.0.1:1/charts", "unsigned", "--key", "OIDC"],
  },
  {
    title: "a key that is not there",
    args: ["publish", "--to", remote, "--key", "gone.key"],
    says: ["gone.key", "bp keygen"],
  },
  {
    title: "a variable without a key",
    args: ["publish", "--to", remote, "--key", "env://NO_KEY"],
    says: ["NO_KEY", "bp keygen"],
  },
  {
    title: "an encrypted key without its password",
    args: ({ key }) => ["publish", "--to", remote, "--key", key],
    env: { COSIGN_PASSWORD: undefined },
    says: ["password", "COSIGN_PASSWORD"],
  },
  {
    title: "an encrypted key with another password",
    args: ({ key }) => ["publish", "--to", remote, "--key", key],
    env: { COSIGN_PASSWORD: "wrong battery" },
    says: ["password", "COSIGN_PASSWORD"],
  },
  {
    title: "a public key for a private one",
    args: ({ publicKey }) => ["publish", "--to", remote, "--key", publicKey],
    says: ["key", "help:"],
  },
  {
    title: "an artifact that is not there",
    args: ["verify", "oci-layout:.bp/registry/bp-shop:9.9.9", "--key", "gone.pub"],
    says: ["gone.pub"],
  },
  {
    title: "verification without a policy",
    args: ["verify", "127.0.0.1:1/charts/bp-shop:1.0.0"],
    says: ["policy", "--key"],
  },
  {
    title: "a repository for an artifact",
    args: ({ publicKey }) => ["verify", "127.0.0.1:1/charts/bp-shop", "--key", publicKey],
    says: ["bp-shop", "help:"],
  },
  {
    title: "the network where it is refused",
    args: ({ key }) => ["publish", "--offline", "--to", remote, "--key", key],
    env: { COSIGN_PASSWORD: "correct horse" },
    says: ["--offline", "oci-layout"],
  },
];

test.each(cases)("$title: exit code 2, and what to do", async ({ args, env = {}, says }) => {
  const folder = workspace(unit("products/shop"));
  const line = typeof args === "function" ? args(locked) : args;
  const outcome = await bp(line, { cwd: folder, env });
  expectRefusal(outcome, { code: 2, says });
  expect(outcome.stderr).not.toContain("correct horse");
  expect(outcome.stderr).not.toContain("wrong battery");
  expect(existsSync(join(folder, ".bp/registry"))).toBe(false);
});

test("an empty workspace is an error and no empty success", async () => {
  const folder = workspace({ "products/README.md": "Nothing yet.\n" });
  expectRefusal(await bp(["publish", "--all"], { cwd: folder }), {
    code: 2,
    says: ["no blueprint", "products/"],
  });
});

test("the development key signs for nobody else", async () => {
  const folder = workspace(unit("products/shop"));
  const outcome = await bp(["publish", "--to", "oci-layout:elsewhere"], { cwd: folder });
  expectRefusal(outcome, { code: 2, says: ["oci-layout:elsewhere", "--key"] });
  expect(existsSync(join(folder, "elsewhere"))).toBe(false);
});
