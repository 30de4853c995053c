import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeEach, describe, expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { singleUser } from "../../src/oci/index.ts";
import { faults } from "../cli/support/schemas.ts";
import type { Outcome } from "../support/program.ts";
import { bp, said } from "../support/program.ts";
import { expectRefusal } from "../support/refusal.ts";
import { publish } from "../support/reports.ts";
import { keyPair } from "../support/signed.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

let home: string;

beforeEach(() => {
  home = temporary();
});

/** A registry that knows one user, whose password is `right-one`. */
async function registry(): Promise<string> {
  const users = singleUser("mona", "right-one");
  const { host, close } = await serveRegistry({ root: temporary(), users });
  onTestFinished(close);
  return host;
}

function run(args: readonly string[], input?: string): Promise<Outcome> {
  const env = { HOME: home };
  return bp(args, { env, cwd: home, ...(input === undefined ? {} : { input }) });
}

async function report(name: string, args: readonly string[], input?: string): Promise<unknown> {
  const { stdout } = await run([...args, "-o", "json"], input);
  const value: unknown = JSON.parse(stdout);
  expect(faults(name, value)).toEqual([]);
  return value;
}

const config = (): string => join(home, ".docker/config.json");

describe("bp login", () => {
  test("keeps what the registry takes, and a publish uses it", async () => {
    const host = await registry();
    const outcome = await run(["login", host, "-u", "mona", "--password-stdin"], "right-one\n");
    expect(outcome.code, said(outcome)).toBe(0);
    expect(outcome.stdout).toContain(`logged in to ${host} as mona; kept in ${config()}`);
    expect(said(outcome)).not.toContain("right-one");
    expect(statSync(config()).mode & 0o777).toBe(0o600);
    const { key } = await keyPair();
    const cwd = workspace(unit("products/shop"));
    const args = ["--all", "--to", `${host}/charts`, "--key", key];
    const published = await publish(args, { cwd, env: { HOME: home } });
    expect(published.outcome.code, said(published.outcome)).toBe(0);
    const stranger = await publish(args, { cwd });
    expect(stranger.outcome.code).toBe(3);
    expect(stranger.report.artifacts[0]?.error?.hint).toContain("bp login");
  });

  test("keeps nothing that the registry refuses", async () => {
    const host = await registry();
    const outcome = await run(["login", host, "-u", "mona", "--password-stdin"], "wrong-one\n");
    expectRefusal(outcome, { code: 3, says: [host, "does not take this login", "help:"] });
    expect(said(outcome)).not.toContain("wrong-one");
    expect(existsSync(config())).toBe(false);
  });

  test("reports what it did", async () => {
    const host = await registry();
    const login = ["login", host, "-u", "mona", "--password-stdin"];
    expect(await report("login", login, "right-one")).toMatchObject({
      registry: host,
      username: "mona",
      verified: true,
      keptIn: { kind: "file", place: config() },
    });
    expect(await report("auth-status", ["auth", "status", "--check"])).toMatchObject({
      exitCode: 0,
      logins: [{ registry: host, username: "mona", used: true, state: "accepted" }],
    });
    expect(await report("logout", ["logout", host])).toMatchObject({
      removedFrom: [{ kind: "file", place: config() }],
      leftIn: [],
    });
    expect(JSON.parse(readFileSync(config(), "utf8"))).toEqual({ auths: {} });
    expect(await report("auth-status", ["auth", "status", host])).toMatchObject({
      exitCode: 3,
      without: [host],
    });
  });

  test("says so where a registry answers everybody", async () => {
    const { host, close } = await serveRegistry({ root: temporary() });
    onTestFinished(close);
    const outcome = await run(["login", host, "-u", "mona", "--password-stdin"], "any-one");
    expect(outcome.code, said(outcome)).toBe(0);
    expect(outcome.stdout).toContain(`${host} answers everybody`);
  });

  test.each([
    [["login", "ghcr.io"], "no user name is given"],
    [["login", "ghcr.io", "-u", "mona"], "no password is given"],
    [["login", "ghcr.io/acme", "-u", "mona"], "a login is for a host: ghcr.io"],
    [["login", "nowhere", "-u", "mona"], "not a registry host"],
    [["login", "ghcr.io", "-u", "mona", "--password-stdin"], "the password is empty"],
    [["--offline", "auth", "status", "--check", "--ca-file", "gone.pem"], "gone.pem"],
  ])("%j is refused: %s", async (args, why) => {
    expectRefusal(await run(args, ""), { code: 2, says: [why] });
  });
});

describe("bp auth status --check", () => {
  test("tells a login that is refused from a registry that is away", async () => {
    const host = await registry();
    const auth = Buffer.from("mona:old-password").toString("base64");
    mkdirSync(join(home, ".docker"));
    const auths = { [host]: { auth }, "127.0.0.1:1": { auth } };
    writeFileSync(config(), JSON.stringify({ auths }));
    const args = ["auth", "status", "--check", "--network-budget", "0"];
    const outcome = await run(args);
    expect(outcome.code, said(outcome)).toBe(3);
    expect(outcome.stdout).toMatch(new RegExp(`^${host} .* refused: `, "mu"));
    expect(outcome.stdout).toMatch(/^127\.0\.0\.1:1 .* unreachable: .*ECONNREFUSED/mu);
    expect(said(outcome)).not.toMatch(/old-password/u);
    expect((await run([...args, "127.0.0.1:1"])).code).toBe(75);
  });
});
