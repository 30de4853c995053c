import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../../src/oci/index.ts";
import { mustBp } from "../../support/program.ts";
import { startProxy } from "../../support/registry.ts";
import { idToken, issuer, startSigstore, workflow } from "../../support/sigstore.ts";
import { temporary, unit, workspace, write } from "../../support/workspace.ts";
import { ask } from "./asking.ts";

/** A workspace whose Sigstore is on loopback. */
async function scene(): Promise<{ readonly cwd: string; readonly url: string }> {
  const { url, trustedRoot, close } = await startSigstore();
  onTestFinished(close);
  const cwd = workspace(unit("products/shop"));
  writeFileSync(join(cwd, "root.json"), JSON.stringify(trustedRoot));
  write(cwd, {
    "bp.config.yaml": `signing: {fulcio: "${url}", rekor: "${url}", timestamp: "${url}", trustedRoot: root.json}\n`,
  });
  return { cwd, url };
}

const claims = { iss: issuer, sub: workflow, aud: "sigstore" };

describe("bp doctor keyless", () => {
  test("a token, and services that answer", async () => {
    const { cwd, url } = await scene();
    const token = idToken({ ...claims, exp: 4_000_000_000 });
    const { said, outcome } = await ask(["keyless"], { cwd, env: { SIGSTORE_ID_TOKEN: token } });
    expect(outcome.code, outcome.stdout).toBe(0);
    expect(said("identity")).toBe(`ok: ${workflow}, as ${issuer} says`);
    for (const name of ["fulcio", "rekor", "timestamps"])
      expect(said(name)).toBe(`ok: ${new URL(url).host} answers`);
    expect(said("trusted root")).toBe("ok: root.json");
    expect(said("clock")).toContain("ok: it agrees with ");
    expect(outcome.stdout).not.toContain(token);
  });

  test("the runner's token service gives one", async () => {
    const { cwd, url } = await scene();
    const env = {
      GITHUB_ACTIONS: "true",
      ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?x=1`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "runner-secret",
    };
    expect((await ask(["keyless"], { cwd, env })).said("identity")).toContain(`ok: ${workflow}`);
    const refused = { ...env, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "another" };
    expect((await ask(["keyless"], { cwd, env: refused })).said("identity")).toContain("wrong: ");
  });

  test.each([
    [
      { GITHUB_ACTIONS: "true" },
      "this job may not ask who it is: `permissions: id-token: write` is missing",
    ],
    [{ GITLAB_CI: "true" }, "this job has no identity token -> write `id_tokens:"],
    [{ CI: "true" }, "nobody vouches for who runs this: there is no identity token"],
    [
      { SIGSTORE_ID_TOKEN: idToken({ ...claims, aud: "other" }) },
      "is for other -> Fulcio takes a token whose audience is sigstore",
    ],
    [{ SIGSTORE_ID_TOKEN: idToken({ ...claims, exp: 1 }) }, "has expired"],
    [{ SIGSTORE_ID_TOKEN: "words" }, "the identity token is not a JSON Web Token"],
  ])("without one that holds: %j", async (env, what) => {
    const { cwd } = await scene();
    const { said, outcome } = await ask(["keyless"], { cwd, env });
    expect(said("identity")).toMatch(/^wrong: /u);
    expect(said("identity")).toContain(what);
    expect(outcome.code).toBe(1);
  });

  test("without one at a terminal the browser is asked", async () => {
    const { cwd } = await scene();
    const { said, outcome } = await ask(["keyless"], { cwd });
    expect(said("identity")).toBe(
      "warning: nobody vouches for who runs this: there is no identity token -> at a terminal bp asks in the browser; in CI the job gets one",
    );
    expect(outcome.code).toBe(0);
  });

  test("a service that is away is wrong, and a warning where nobody asked about keyless", async () => {
    const { cwd } = await scene();
    const proxy = await startProxy(undefined, () => "cut");
    onTestFinished(proxy.close);
    const url = `http://${proxy.host}`;
    write(cwd, { "bp.config.yaml": `signing: {fulcio: "${url}", trustedRoot: root.json}\n` });
    const asked = await ask(["keyless"], { cwd });
    expect(asked.said("fulcio")).toMatch(/^wrong: .* -> let this job reach it/u);
    expect(asked.said("clock")).toBe(`skipped: ${proxy.host} did not answer`);
    expect(asked.said("timestamps")).toBeUndefined();
    expect(asked.said("time")).toBe("ok: the log vouches for it");
    write(cwd, { "bp.config.yaml": "signing: {rekorVersion: 2}\n" });
    const untimed = await ask(["keyless", "--offline"], { cwd });
    expect(untimed.said("time")).toMatch(/^wrong: nothing vouches for the time of a signature/u);
    write(cwd, { "bp.config.yaml": `signing: {fulcio: "${url}", trustedRoot: root.json}\n` });
    const all = await ask([], { cwd });
    expect(all.said("fulcio")).toMatch(/^warning: /u);
    expect(all.outcome.code).toBe(0);
  });

  test("--offline asks nobody, and says so of each", async () => {
    const { cwd, url } = await scene();
    const { report } = await ask(
      ["--offline", "--to", `${new URL(url).host}/charts`, "--key", "x"],
      { cwd },
    );
    const away = report.diagnoses.filter(({ what }) => what === "not asked: --offline");
    expect(away.map(({ name }) => name)).toEqual([
      "registry",
      "login",
      "push",
      "referrers",
      "clock",
      "identity",
      "fulcio",
      "rekor",
      "timestamps",
      "trusted root",
      "clock",
      "packages",
    ]);
  });
});

describe("bp doctor consume", () => {
  test("what is published can be pulled by everybody, or takes a login", async () => {
    const { host, close } = await serveRegistry({ root: temporary() });
    onTestFinished(close);
    const bearer = "Basic bW9uYTpvbmU=";
    const proxy = await startProxy(host, ({ authorization }) =>
      authorization === bearer
        ? undefined
        : { status: 401, headers: { "www-authenticate": 'Basic realm="x"' } },
    );
    onTestFinished(proxy.close);
    const cwd = workspace(unit("products/shop"), unit("products/site"));
    const ofOpen = (at: string, env = {}) => ask(["consume", "--to", `${at}/charts`], { cwd, env });
    expect((await ofOpen(host)).said("packages")).toContain(
      "skipped: none of the versions here is",
    );
    await mustBp(["keygen", "--output-key-prefix", "ci"], { cwd });
    await mustBp(["publish", "shop", "--to", `${host}/charts`, "--key", "ci.key"], { cwd });
    const open = await ofOpen(host);
    expect(open.said("packages")).toBe(
      "ok: 1 of 2 can be pulled without a login; 1 not published yet",
    );
    expect(open.said("policy")).toContain("warning: nobody says whose signature consumers take");
    const folder = temporary();
    const auths = { [proxy.host]: { auth: bearer.slice("Basic ".length) } };
    write(folder, { "config.json": JSON.stringify({ auths }) });
    const closed = await ofOpen(proxy.host, { DOCKER_CONFIG: folder });
    expect(closed.said("packages")).toContain(
      "wrong: pulling takes a login: bp-shop -> make the packages public",
    );
    expect(closed.outcome.code).toBe(1);
    const all = await ask(["--to", `${proxy.host}/charts`], {
      cwd,
      env: { DOCKER_CONFIG: folder },
    });
    expect(all.said("packages")).toMatch(/^warning: pulling takes a login/u);
  });

  test("the policy of the configuration is named", async () => {
    const cwd = workspace(unit("products/shop"));
    for (const [text, what] of [
      ["key: ci.pub", "ok: the key ci.pub (verify.key)"],
      ["policy: trust.yaml", "ok: trust.yaml (verify.policy)"],
      ["identity: a, issuer: b", "ok: an identity (verify of bp.config.yaml)"],
    ] as const) {
      write(cwd, { "bp.config.yaml": `verify: {${text}}\n` });
      expect((await ask(["consume"], { cwd })).said("policy")).toBe(what);
    }
  });
});
