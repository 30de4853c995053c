import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, onTestFinished, test } from "vitest";

import { built } from "../support/built.ts";
import type { OidcProvider } from "../support/oidc-provider.ts";
import { startOidcProvider } from "../support/oidc-provider.ts";
import type { Outcome } from "../support/program.ts";
import { bp, run, said } from "../support/program.ts";
import { startSigstore } from "../support/sigstore.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

/** util-linux's, which runs a program at a terminal of its own. */
const hasTerminal = spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes(
  "util-linux",
);

interface Scene {
  readonly issuer: OidcProvider;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Runs `bp publish` at a terminal. */
  readonly publish: (
    more: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => Promise<Outcome>;
  readonly verify: (identity: string) => Promise<Outcome>;
}

async function scene(): Promise<Scene> {
  const [sigstore, issuer] = [await startSigstore(), await startOidcProvider()];
  onTestFinished(sigstore.close);
  onTestFinished(issuer.close);
  const cwd = workspace(unit("products/shop"));
  const root = join(temporary(), "trusted_root.json");
  writeFileSync(root, JSON.stringify(sigstore.trustedRoot));
  const layout = `oci-layout:${temporary()}`;
  const { url } = sigstore;
  const services = ["--fulcio-url", url, "--rekor-url", url, "--timestamp-server-url", url];
  const signing = ["--sign", "keyless", ...services, "--oidc-issuer", issuer.url];
  const args = ["publish", "shop", "--to", layout, ...signing, "--trusted-root", root];
  const program = await built();
  return {
    issuer,
    args,
    cwd,
    publish: (more, env = {}) => {
      const words = [process.execPath, program, ...args, ...more].map((word) => `'${word}'`);
      return run("script", ["-qec", words.join(" "), "/dev/null"], { cwd, env });
    },
    verify: (identity) => {
      const who = ["--certificate-identity", identity, "--certificate-oidc-issuer", issuer.url];
      return bp(["verify", `${layout}/bp-shop:1.0.0`, ...who, "--trusted-root", root], { cwd });
    },
  };
}

/** A browser whose person says yes to everything. */
function browser(): { readonly path: string; readonly ran: string } {
  const folder = temporary();
  const [path, ran] = [join(folder, "browser"), join(folder, "ran")];
  const body = `require("node:fs").writeFileSync(${JSON.stringify(ran)}, ""); fetch(process.argv[2]);`;
  writeFileSync(path, `#!${process.execPath}\n${body}\n`);
  chmodSync(path, 0o755);
  return { path, ran };
}

beforeAll(async () => {
  await bp(["--version"]);
});

describe.skipIf(!hasTerminal)("at a terminal", () => {
  test("the browser says who signs, and what was signed verifies as theirs", async () => {
    const { issuer, publish, verify } = await scene();
    const { path } = browser();
    const outcome = await publish([], { BROWSER: path });
    expect(outcome.code, said(outcome)).toBe(0);
    expect(outcome.stdout).toContain(`${issuer.url} asks who you are`);
    expect(outcome.stdout).toContain("your browser is open at");
    expect(outcome.stdout).not.toMatch(/eyJ/u);
    expect(issuer.requests.filter((request) => request === "POST /token")).toHaveLength(1);
    const verified = await verify("ann@acme.test");
    expect(verified.code, said(verified)).toBe(0);
    expect((await verify("eve@acme.test")).code).toBe(1);
  });

  test("another device says it where that is asked for", async () => {
    const { issuer, publish, verify } = await scene();
    issuer.pending.push("authorization_pending");
    const { path, ran } = browser();
    const outcome = await publish(["--oidc-device-flow"], { BROWSER: path });
    expect(outcome.code, said(outcome)).toBe(0);
    expect(outcome.stdout).toContain("enter the code ABCD-EFGH");
    expect(existsSync(ran)).toBe(false);
    expect((await verify("ann@acme.test")).code).toBe(0);
  });

  test("a token of the environment goes first, and nobody is asked", async () => {
    const { issuer, publish, verify } = await scene();
    const { path, ran } = browser();
    const claims = { sub: "bot@acme.test", email: "bot@acme.test", email_verified: true };
    const outcome = await publish([], { BROWSER: path, SIGSTORE_ID_TOKEN: issuer.token(claims) });
    expect(outcome.code, said(outcome)).toBe(0);
    expect(existsSync(ran)).toBe(false);
    expect((await verify("bot@acme.test")).code).toBe(0);
  });

  test("in CI nobody is asked, whatever the terminal", async () => {
    const { issuer, publish } = await scene();
    const { path, ran } = browser();
    const outcome = await publish([], { BROWSER: path, CI: "true" });
    expect(outcome.code).toBe(2);
    expect([existsSync(ran), issuer.requests]).toEqual([false, []]);
  });
});

test.each([[], ["--oidc-device-flow"]])(
  "without a terminal %j asks nobody, and both ways are named",
  async (...more) => {
    const { issuer, args, cwd } = await scene();
    const outcome = await bp([...args, ...more], { cwd });
    expect(outcome.code).toBe(2);
    expect(said(outcome)).toContain("nobody at a terminal to ask for one");
    expect(said(outcome)).toMatch(/SIGSTORE_ID_TOKEN.*--oidc-device-flow/u);
    expect(issuer.requests).toEqual([]);
  },
);
