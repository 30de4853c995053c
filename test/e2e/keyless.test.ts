import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import type { Outcome } from "../support/program.ts";
import { bp, said } from "../support/program.ts";
import { publish } from "../support/reports.ts";
import type { Sigstore } from "../support/sigstore.ts";
import { idToken, issuer, startSigstore, workflow } from "../support/sigstore.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

interface Scene {
  readonly sigstore: Sigstore;
  readonly work: string;
  readonly registry: string;
  readonly root: string;
  /** How a publish signs. */
  readonly signing: readonly string[];
  readonly publish: (env?: Readonly<Record<string, string>>) => ReturnType<typeof publish>;
  readonly verify: (...policy: readonly string[]) => Promise<Outcome>;
}

const names = ["a", "b"];
const token = idToken({ iss: issuer, sub: workflow, aud: "sigstore" });
const ours = ["--certificate-identity", workflow, "--certificate-oidc-issuer", issuer];

async function scene(): Promise<Scene> {
  const sigstore = await startSigstore();
  onTestFinished(sigstore.close);
  const { host, close } = await serveRegistry({ root: temporary() });
  onTestFinished(close);
  const work = workspace(...names.map((name) => unit(`products/${name}`)));
  const root = join(temporary(), "trusted_root.json");
  writeFileSync(root, JSON.stringify(sigstore.trustedRoot));
  const registry = `${host}/charts`;
  const { url } = sigstore;
  const services = ["--fulcio-url", url, "--rekor-url", `${url}/`, "--timestamp-server-url", url];
  const signing = ["--sign", "keyless", ...services, "--trusted-root", root];
  return {
    sigstore,
    work,
    registry,
    root,
    signing,
    publish: (env = { SIGSTORE_ID_TOKEN: token }) =>
      publish(["--all", "--to", registry, ...signing], { cwd: work, env }),
    verify: (...policy) =>
      bp(["verify", `${registry}/bp-a:1.0.0`, ...policy, "--trusted-root", root], { cwd: work }),
  };
}

function posts({ requests }: Sigstore, path: string): number {
  return requests.filter((request) => request === `POST ${path}`).length;
}

beforeAll(async () => {
  await bp(["--version"]);
});

describe("publishing by identity", () => {
  test("one certificate signs all, every signature is logged and timed, and what was written verifies", async () => {
    const { sigstore, publish: again, verify } = await scene();
    const { outcome, report } = await again();
    expect(outcome.code, said(outcome)).toBe(0);
    expect(report.artifacts.map(({ status }) => status)).toEqual(["published", "published"]);
    expect(posts(sigstore, "/api/v2/signingCert")).toBe(1);
    expect(posts(sigstore, "/api/v1/log/entries")).toBe(2 * 5);
    expect(posts(sigstore, "/api/v1/timestamp")).toBe(2 * 5);
    for (const { statements = [] } of report.artifacts)
      expect(statements.map(({ logIndexes }) => logIndexes)).toEqual([
        [expect.stringMatching(/^\d+$/u)],
        [expect.stringMatching(/^\d+$/u)],
        [expect.stringMatching(/^\d+$/u)],
        [expect.stringMatching(/^\d+$/u)],
      ]);
    const verified = await verify(...ours);
    expect(verified.code, said(verified)).toBe(0);
    expect(said(outcome)).not.toContain(token);
  });

  test("the provenance names the workflow that the token names, and its run", async () => {
    const { publish: again, verify } = await scene();
    const file = "acme/charts/.github/workflows/release.yaml@refs/heads/main";
    const claims = { repository: "acme/charts", job_workflow_ref: file, run_id: "7" };
    const github = idToken({ iss: issuer, sub: workflow, aud: "sigstore", ...claims });
    const { outcome } = await again({ SIGSTORE_ID_TOKEN: github });
    expect(outcome.code, said(outcome)).toBe(0);
    expect((await verify(...ours)).stdout).toContain(`built by ${issuer}/${file}`);
  });

  test("the same again is unchanged, by another certificate of the same identity", async () => {
    const { sigstore, publish: again } = await scene();
    await again();
    sigstore.requests.splice(0);
    const { outcome, report } = await again();
    expect(outcome.code, said(outcome)).toBe(0);
    expect(report.artifacts.map(({ status }) => status)).toEqual(["unchanged", "unchanged"]);
    expect(sigstore.requests).toEqual(["POST /api/v2/signingCert"]);
  });

  test("another identity is refused, since consumers refuse two signers", async () => {
    const { publish: again } = await scene();
    await again();
    const other = idToken({ iss: issuer, sub: "https://github.com/eve/charts" });
    const { outcome } = await again({ SIGSTORE_ID_TOKEN: other });
    expect(outcome.code).toBe(1);
    expect(said(outcome)).toContain("signed by another key or identity");
  });

  test("the runner's token service is asked for a token made for sigstore", async () => {
    const { sigstore, publish: again, verify } = await scene();
    const runner = {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${sigstore.url}/token?api-version=2`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "runner-secret",
    };
    const { outcome } = await again(runner);
    expect(outcome.code, said(outcome)).toBe(0);
    expect((await verify(...ours)).code).toBe(0);
    expect(said(outcome)).not.toContain("runner-secret");
    const refused = await again({ ...runner, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "wrong" });
    expect([refused.outcome.code, said(refused.outcome)]).toEqual([
      1,
      expect.stringContaining("the runner's token service answers 401"),
    ]);
  });

  test("a log that has an entry already gives the one that it has", async () => {
    const { sigstore, publish: again, verify } = await scene();
    sigstore.conflicts = true;
    expect((await again()).outcome.code).toBe(0);
    expect((await verify(...ours)).code).toBe(0);
  });

  test("a log that is down leaves nothing visible, and the next run completes it", async () => {
    const { sigstore, publish: again, registry, root, work } = await scene();
    sigstore.logFault = { status: 404, body: "gone" };
    const { outcome } = await again();
    expect(outcome.code).toBe(1);
    expect(said(outcome)).toContain("Rekor answers 404: gone");
    const policy = [...ours, "--trusted-root", root];
    const none = await bp(["verify", `${registry}/bp-a:1.0.0`, ...policy], { cwd: work });
    expect(none.code).toBe(2);
    sigstore.logFault = undefined;
    expect((await again()).outcome.code).toBe(0);
  });

  test.each([
    ["without a token", 2, {}, /there is no identity token to sign with/u],
    ["with what is no token", 3, { SIGSTORE_ID_TOKEN: "hunter2" }, /is not a JSON Web Token/u],
  ])("%s it ends with %i, and says what to do", async (_, code, env, message) => {
    const { outcome } = await (await scene()).publish(env);
    expect(outcome.code).toBe(code);
    expect(said(outcome)).toMatch(message);
    expect(said(outcome)).not.toContain("hunter2");
  });
});

function policyFor(folder: string): string {
  return `signers:
  - identity: ${workflow}
    issuer: ${issuer}
log: required
maxAge: 1d
attestations:
  - type: slsaprovenance1
    conditions: ['predicate.buildDefinition.externalParameters.folder == "${folder}"']
`;
}

describe("verifying an identity", () => {
  test.each([
    ["a part of it", ["--certificate-identity", workflow.slice(0, -3), ...ours.slice(2)]],
    ["another issuer", [...ours.slice(0, 3), "https://other.test"]],
    ["an expression for a part", ["--certificate-identity-regexp", "github", ...ours.slice(2)]],
  ])("%s is not it", async (_, policy) => {
    const { publish: again, verify } = await scene();
    await again();
    const outcome = await verify(...policy);
    expect(outcome.code).toBe(1);
    expect(said(outcome)).toMatch(/FAIL\s+signature-bundle.*the (?:identity|issuer) is /u);
  });

  test("an expression that matches the whole is it", async () => {
    const { publish: again, verify } = await scene();
    await again();
    const whole = "https://github[.]com/acme/.*";
    const outcome = await verify("--certificate-identity-regexp", whole, ...ours.slice(2));
    expect(outcome.code, said(outcome)).toBe(0);
  });

  test("a policy file says it all: who, by which log, how old, and what must be attested", async () => {
    const { publish: again, verify, work } = await scene();
    await again();
    const file = join(work, "policy.yaml");
    writeFileSync(file, policyFor("products/a"));
    const good = await verify("--policy", file, "--deep");
    expect(good.code, said(good)).toBe(0);
    expect(said(good)).toMatch(/ok\s+attestation slsaprovenance1\s+BP803/u);
    writeFileSync(file, policyFor("products/b"));
    const bad = await verify("--policy", file);
    expect([bad.code, said(bad)]).toEqual([1, expect.stringContaining('folder == "products/b"')]);
    const twice = await verify("--policy", file, ...ours);
    expect([twice.code, said(twice)]).toEqual([2, expect.stringContaining("policy file says")]);
  });

  test("another Sigstore's root trusts none of it", async () => {
    const { publish: again, registry, work } = await scene();
    await again();
    const other = (await scene()).root;
    const policy = [...ours, "--trusted-root", other];
    const outcome = await bp(["verify", `${registry}/bp-a:1.0.0`, ...policy], { cwd: work });
    expect(outcome.code).toBe(1);
    expect(said(outcome)).toMatch(/FAIL\s+signature-bundle/u);
    expect(said(outcome)).toMatch(/FAIL\s+signature-legacy/u);
  });

  test.each([
    [["--certificate-identity", "x"], /an identity and the issuer .* go together/u],
    [[...ours, "--key", "k"], /two policies/u],
  ])("%j is half or twice a policy", async (policy, message) => {
    const outcome = await bp(["verify", "oci-layout:x/y:1.0.0", ...policy]);
    expect([outcome.code, said(outcome)]).toEqual([2, expect.stringMatching(message)]);
  });
});
