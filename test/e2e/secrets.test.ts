import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeEach, describe, expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import type { Outcome } from "../support/program.ts";
import { bp, said } from "../support/program.ts";
import type { Fault, FaultPlan, Proxy, Seen } from "../support/registry.ts";
import { startProxy } from "../support/registry.ts";
import { keyPair } from "../support/signed.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

const password = "hunter-two/+=";
const token = "t0ken.that.nobody.may.see";
const identity = "identity-that-nobody-may-see";
const pair = Buffer.from(`mona:${password}`).toString("base64");
/** Every form in which a server may give one back. */
const secrets = [
  password,
  encodeURIComponent(password),
  Buffer.from(password).toString("base64"),
  pair,
  token,
  identity,
  "session-secret",
  "query-secret",
];

let proxy: Proxy;
let home: string;

/** What a request tells, in every form. */
function toldBy({ method, path, authorization = "" }: Seen): readonly string[] {
  if (authorization === `Basic ${pair}`) return [...secrets.slice(0, 4), authorization];
  if (authorization !== "") return [token, authorization];
  return method === "POST" && path.startsWith("/token") ? [identity] : [];
}

/** Says aloud whatever it was told: in errors, warnings, challenges and addresses. */
function gossip(status: number): FaultPlan {
  const told = new Set<string>();
  return (request): Fault => {
    for (const one of toldBy(request)) told.add(one);
    const all = [...told].join(" ");
    const headers = { warning: `299 - "you are ${all}"`, "retry-after": "0" };
    const body = JSON.stringify({ errors: [{ code: "DENIED", message: `no: ${all}` }] });
    if (request.path.startsWith("/token"))
      return told.size === 0
        ? { status: 401, body, headers }
        : { status: 200, body: JSON.stringify({ token }), headers };
    if (request.authorization !== `Bearer ${token}`) {
      const realm = `http://${proxy.host}/token?key=query-secret`;
      const challenge = { "www-authenticate": `Bearer realm="${realm}",service="s"` };
      return { status: 401, body, headers: { ...headers, ...challenge } };
    }
    const location = `http://${proxy.host}/x?state=session-secret`;
    return { status, body, headers: { ...headers, location } };
  };
}

beforeEach(async () => {
  const { host, close } = await serveRegistry({ root: temporary() });
  proxy = await startProxy(host);
  onTestFinished(async () => {
    await proxy.close();
    await close();
  });
  home = temporary();
  mkdirSync(join(home, ".docker"));
});

function keep(entry: object): void {
  const auths = { [proxy.host]: entry };
  writeFileSync(join(home, ".docker/config.json"), JSON.stringify({ auths }));
}

function expectNone(outcome: Outcome, files: readonly string[] = []): void {
  const all = [said(outcome), ...files.map((file) => readFileSync(file, "utf8"))];
  expect(all.join("").length).toBeGreaterThan(0);
  for (const text of all) for (const secret of secrets) expect(text).not.toContain(secret);
}

const budget = ["--network-budget", "0"];

async function expectSilent(status: number, more: readonly string[]): Promise<void> {
  const { key } = await keyPair();
  keep({ auth: pair });
  proxy.plan(gossip(status));
  const cwd = workspace(unit("products/shop"));
  const formats = ["json", "ndjson", "sarif", "junit", "github", "markdown"];
  const files = formats.map((name) => join(home, name));
  const outputs = formats.flatMap((name, index) => ["-o", `${name}=${files[index]}`]);
  const to = ["--to", `${proxy.host}/charts`, "--key", key, ...budget];
  const args = [...more, "publish", "--all", ...to, ...outputs];
  const outcome = await bp(args, { cwd, env: { HOME: home } });
  expect([1, 2, 3, 4, 75]).toContain(outcome.code);
  expectNone(outcome, files);
}

describe("no secret is in any output of a publish to a registry that tells all it knows", () => {
  test.each([400, 401, 403, 404, 405, 409, 416, 429, 500, 503])("with %i", (status) =>
    expectSilent(status, ["-v"]),
  );

  test.each([[[]], [["-q"]]])("at verbosity %j", (more) => expectSilent(403, more));
});

test.each([
  ["a password", { auth: pair }],
  ["an identity token", { identitytoken: identity }],
  ["a registry token", { registrytoken: token }],
])("nor of auth status, with %s", async (_, entry) => {
  keep(entry);
  for (const more of [[], ["-v"], ["-o", "json"]]) {
    proxy.plan(gossip(403));
    const args = ["auth", "status", "--check", ...budget, ...more];
    expectNone(await bp(args, { cwd: home, env: { HOME: home } }));
  }
});

test("nor of a login that is refused, and of one that is taken", async () => {
  const args = ["-v", "login", proxy.host, "-u", "mona", "--password-stdin", ...budget];
  const options = { cwd: home, env: { HOME: home }, input: password };
  proxy.plan(gossip(401));
  expectNone(await bp(args, options));
  proxy.plan(() => undefined);
  expectNone(await bp(args, options));
});

test("nor of a program that keeps credentials and fails", async () => {
  const program = join(home, "docker-credential-loud");
  writeFileSync(program, `#!/bin/sh\necho '${password}' >&2\necho '${password}'\nexit 1\n`, {
    mode: 0o755,
  });
  writeFileSync(join(home, ".docker/config.json"), '{"credsStore":"loud"}');
  const env = { HOME: home, PATH: `${home}:${process.env["PATH"]}` };
  const outcome = await bp(["-v", "auth", "status"], { cwd: home, env });
  expect(outcome.code).toBe(3);
  expectNone(outcome);
});
