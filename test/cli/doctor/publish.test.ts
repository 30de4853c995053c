import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { serveRegistry, singleUser } from "../../../src/oci/index.ts";
import { startDistribution, whyNoDistribution } from "../../support/distribution.ts";
import { commit, git, initialise } from "../../support/git.ts";
import { mustBp } from "../../support/program.ts";
import type { FaultPlan, Proxy } from "../../support/registry.ts";
import { startProxy } from "../../support/registry.ts";
import { temporary, unit, workspace, write } from "../../support/workspace.ts";
import { ask } from "./asking.ts";

const secret = "s3cret-of-mona";

interface Scene {
  readonly cwd: string;
  readonly root: string;
  readonly proxy: Proxy;
  /** `127.0.0.1:port/charts` */
  readonly target: string;
  readonly publish: (env?: Readonly<Record<string, string>>) => ReturnType<typeof ask>;
}

/** A repository, and a registry behind a proxy that counts. */
async function scene(
  options: { readonly login?: boolean; readonly plan?: FaultPlan } = {},
): Promise<Scene> {
  const root = temporary();
  const users = options.login === true ? { users: singleUser("mona", secret) } : {};
  const registry = await serveRegistry({ root, ...users });
  onTestFinished(registry.close);
  const proxy = await startProxy(registry.host, options.plan);
  onTestFinished(proxy.close);
  const cwd = workspace(unit("products/shop"));
  initialise(cwd);
  git(cwd, "remote", "add", "origin", "https://git.example/acme/charts");
  commit(cwd);
  const target = `${proxy.host}/charts`;
  const publish = (env = {}) => ask(["publish", "--to", target, "--key", "ci.key"], { cwd, env });
  await mustBp(["keygen", "--output-key-prefix", "ci"], { cwd });
  return { cwd, root, proxy, target, publish };
}

function loginFile(host: string, password: string): string {
  const folder = temporary();
  const auth = Buffer.from(`mona:${password}`).toString("base64");
  write(folder, { "config.json": JSON.stringify({ auths: { [host]: { auth } } }) });
  return folder;
}

describe("bp doctor publish", () => {
  test("a registry that asks nobody: an upload is begun and given up, and nothing stays", async () => {
    const { proxy, root, target, publish } = await scene();
    const { said, report } = await publish();
    expect(report.exitCode, JSON.stringify(report)).toBe(0);
    expect(said("target")).toBe(`ok: ${target}`);
    expect(said("registry")).toBe(`ok: ${proxy.host} answers, and asks nobody for a login`);
    expect(said("login")).toBe("ok: none, and none is asked for");
    expect(said("push")).toBe(`ok: an upload to ${target}/bp-shop was begun, and given up`);
    expect(said("referrers")).toBe(`ok: ${proxy.host} lists what refers to an artifact`);
    expect(said("clock")).toBe(`ok: it agrees with ${proxy.host}'s`);
    expect(said("signer")).toBe("ok: the key ci.key, which COSIGN_PASSWORD opens");
    expect(said("provenance")).toMatch(
      /^ok: https:\/\/git\.example\/acme\/charts at [0-9a-f]{12}$/u,
    );
    const written = proxy.requests.filter(({ method }) => !["GET", "HEAD"].includes(method));
    expect(written.map(({ method, status }) => [method, status])).toEqual([
      ["POST", 202],
      ["DELETE", 204],
    ]);
    expect(filesBelow(root)).toEqual([]);
  });

  test("nothing is tried where no target is named for the run", async () => {
    const { proxy, cwd, target } = await scene();
    write(cwd, { "bp.config.yaml": `registry: ${target}\nsigning: {key: ci.key}\n` });
    const { said, report } = await ask(["publish"], { cwd });
    expect(said("target")).toBe(`ok: ${target} (registry of bp.config.yaml)`);
    expect(said("push")).toContain("skipped: not tried: with --to it begins an upload");
    expect(proxy.requests.every(({ method }) => method === "GET")).toBe(true);
    expect(report.exitCode).toBe(0);
  });

  test("where a login is asked for: none, a wrong one, the right one; the secret is never said", async () => {
    const { proxy, publish } = await scene({ login: true });
    const none = await publish();
    expect(none.outcome.code).toBe(1);
    expect(none.said("registry")).toBe(`ok: ${proxy.host} answers`);
    expect(none.said("login")).toBe(
      `wrong: there is no login for ${proxy.host} -> bp login ${proxy.host}`,
    );
    expect(none.said("push")).toContain("wrong: ");
    const folder = loginFile(proxy.host, "another");
    const wrong = await publish({ DOCKER_CONFIG: folder });
    expect(wrong.said("login")).toContain(
      `wrong: mona's password from ${folder}/config.json: ${proxy.host} does not take this login`,
    );
    const right = loginFile(proxy.host, secret);
    const file = join(right, "config.json");
    for (const env of [
      { DOCKER_CONFIG: right },
      { REGISTRY_AUTH_FILE: file },
      { HELM_REGISTRY_CONFIG: file },
    ]) {
      const { said, outcome } = await publish(env);
      expect(outcome.code).toBe(0);
      expect(said("login")).toBe(`ok: mona's password from ${file}: it is taken`);
      expect(said("push")).toContain("ok: an upload to ");
      expect(outcome.stdout + outcome.stderr).not.toContain(secret);
      expect(outcome.stdout).not.toContain(Buffer.from(`mona:${secret}`).toString("base64"));
    }
  });

  test("a login that may not write is told, on Actions with the permission that is missing", async () => {
    const { publish } = await scene({
      plan: ({ method }) => (method === "POST" ? { status: 403 } : undefined),
    });
    const here = await publish();
    expect(here.outcome.code).toBe(1);
    expect(here.said("push")).toContain("-> the login must be allowed to write below ");
    const there = await publish({ GITHUB_ACTIONS: "true" });
    expect(there.said("push")).toContain("-> give the job `permissions: packages: write`");
  });

  test("a clock that is wrong, and a host that is no registry", async () => {
    const old = new Date(Date.now() - 3_600_000).toUTCString();
    const { publish, proxy } = await scene({
      plan: () => ({
        change: (answer) => ({ ...answer, headers: { ...answer.headers, date: old } }),
      }),
    });
    const late = await publish();
    expect(late.said("clock")).toMatch(/^wrong: the clock here is 3\d\d\d seconds ahead of /u);
    expect(late.outcome.code).toBe(1);
    proxy.plan(() => ({ status: 404 }));
    const none = await publish();
    expect(none.said("registry")).toContain("does not answer as a registry: there is no /v2/");
    for (const name of ["login", "push", "referrers", "clock"])
      expect(none.said(name)).toBe(`skipped: ${proxy.host} did not answer`);
  });

  test("keys: none, one that does not open, one that others may read", async () => {
    const { cwd, target, publish } = await scene();
    const none = await ask(["publish", "--to", target], { cwd });
    expect(none.said("signer")).toContain(
      "wrong: nobody could sign, and nothing is published unsigned",
    );
    expect((await publish({ COSIGN_PASSWORD: "no" })).said("signer")).toMatch(
      /^wrong: .*password/u,
    );
    chmodSync(join(cwd, "ci.key"), 0o644);
    expect((await publish()).said("signer")).toBe(
      "warning: the key ci.key, which COSIGN_PASSWORD opens; others may read it -> the private key ci.key is not its owner's alone (mode 0644): chmod 600 ci.key",
    );
    const missing = await ask(["publish", "--to", target, "--key", "no.key"], { cwd });
    expect(missing.said("signer")).toContain("wrong: there is no key file no.key");
  });

  test("what the environment says of proxies, authorities and CI", async () => {
    const { cwd } = await scene();
    const folder = temporary();
    writeFileSync(join(folder, "none.pem"), "words");
    const env = (over: Readonly<Record<string, string>>) => ask(["publish"], { cwd, env: over });
    expect((await env({ HTTPS_PROXY: "nonsense" })).said("proxy")).toContain(
      "wrong: HTTPS_PROXY is no",
    );
    expect(
      (await env({ https_proxy: "http://u:pw@proxy.test:3128", NO_PROXY: "x" })).said("proxy"),
    ).toBe("ok: HTTPS_PROXY proxy.test:3128, except for x");
    const missing = await env({ NODE_EXTRA_CA_CERTS: `${folder}/a.pem` });
    expect(missing.said("authorities")).toContain(`wrong: there is no ${folder}/a.pem`);
    const empty = await env({ NODE_EXTRA_CA_CERTS: `${folder}/none.pem` });
    expect(empty.said("authorities")).toContain("none.pem holds no certificate");
    const actions = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: join(folder, "summary") };
    expect((await env(actions)).said("CI")).toContain("warning: GITHUB_OUTPUT cannot be written");
    const whole = { ...actions, GITHUB_OUTPUT: join(folder, "output") };
    expect((await env(whole)).said("CI")).toContain("ok: GitHub's or Gitea's Actions");
  });

  test("changed files, and a folder in no repository, are told of the provenance", async () => {
    const { cwd } = await scene();
    write(cwd, { "products/shop/chart/values.yaml": "x: 1\n" });
    expect((await ask(["publish"], { cwd })).said("provenance")).toContain(
      "with 1 file that is not as in it",
    );
    const bare = await ask(["publish"], { cwd: workspace(unit("products/shop")) });
    expect(bare.said("provenance")).toContain("warning: there is no commit");
    expect(bare.said("target")).toContain("warning: no registry is named");
    expect(bare.said("registry")).toBeUndefined();
  });
});

test.skipIf(whyNoDistribution !== undefined)(
  "Docker's registry, which has no referrers API, with a login",
  async () => {
    const { host, stop } = await startDistribution({ users: true });
    onTestFinished(stop);
    const cwd = workspace(unit("products/shop"));
    await mustBp(["keygen", "--output-key-prefix", "ci"], { cwd });
    const env = { DOCKER_CONFIG: loginFile(host, "right-one") };
    const args = ["publish", "--to", `${host}/charts`, "--key", "ci.key"];
    const { said, outcome } = await ask(args, { cwd, env });
    expect(outcome.code).toBe(0);
    expect(said("login")).toContain(": it is taken");
    expect(said("push")).toContain("was begun, and given up");
    expect(said("referrers")).toContain("lists nothing: bp keeps the list under a tag");
    expect((await ask(args, { cwd })).outcome.code).toBe(1);
  },
);

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}
