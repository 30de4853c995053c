import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import type { Outcome } from "../support/program.ts";
import { bp, mustBp, said } from "../support/program.ts";
import { idToken, issuer, startSigstore, workflow } from "../support/sigstore.ts";
import { unit, workspace } from "../support/workspace.ts";

/** A site without a way out: what comes in is held to a policy and a trusted root that lie on its disk. */
interface Site {
  readonly cwd: string;
  readonly policy: (text: string) => void;
  readonly run: (...args: readonly string[]) => Promise<Outcome>;
}

function signers(identity: string): string {
  return `signers: [{ identity: "${identity}", issuer: "${issuer}" }]\ntrustedRoot: root.json\n`;
}

async function site(): Promise<Site> {
  const sigstore = await startSigstore();
  const { url } = sigstore;
  const cwd = workspace(unit("products/shop"), unit("products/till", { data: "two" }));
  writeFileSync(join(cwd, "root.json"), JSON.stringify(sigstore.trustedRoot));
  const services = ["--fulcio-url", url, "--rekor-url", url, "--trusted-root", "root.json"];
  const env = { SIGSTORE_ID_TOKEN: idToken({ iss: issuer, sub: workflow }) };
  await mustBp(["publish", "--all", "--sign", "keyless", ...services], { cwd, env });
  await sigstore.close();
  return {
    cwd,
    policy: (text) => writeFileSync(join(cwd, "policy.yaml"), text),
    run: (...args) => bp([...args, "--policy", "policy.yaml"], { cwd }),
  };
}

const mirror = ["mirror", "--all", "--no-images", "--offline", "--to", "oci-layout:there"];
const save = ["bundle", "save", "charts.tar", "--all", "--no-images", "--offline"];

test("a mirror and a bundle hold every chart to a policy, with nobody to ask", async () => {
  const { policy, run } = await site();
  const attested = `attestations:\n  - type: slsaprovenance1\n    conditions: ['predicate.buildDefinition.externalParameters.folder.startsWith("products/")']\n`;
  policy(`${signers(workflow)}log: required\n${attested}`);
  for (const args of [mirror, save]) {
    const outcome = await run(...args);
    expect(outcome.code, said(outcome)).toBe(0);
  }
  const checked = await run("bundle", "check", "charts.tar");
  expect(checked.code, said(checked)).toBe(0);
  const loaded = await run("bundle", "load", "charts.tar", "--to", "oci-layout:site", "--offline");
  expect(loaded.code, said(loaded)).toBe(0);
});

test.each([
  [
    "by somebody else",
    signers("https://github.com/eve/charts"),
    /signature-bundle: .* the identity is https:\/\/github.com\/acme.*, not https:\/\/github.com\/eve/u,
  ],
  [
    "without what must be attested",
    `${signers(workflow)}attestations: [{ type: vuln }]\n`,
    /attestation vuln: nothing attests https:\/\/cosign.sigstore.dev\/attestation\/vuln/u,
  ],
  [
    "where a condition is broken",
    `${signers(workflow)}attestations: [{ type: slsaprovenance1, conditions: ['predicate.runDetails.builder.id == "x"'] }]\n`,
    /attestation slsaprovenance1: predicate.runDetails.builder.id == "x": it is false/u,
  ],
])("signed %s, nothing goes out and nothing comes in", async (_, text, says) => {
  const { cwd, policy, run } = await site();
  policy(text);
  const mirrored = await run(...mirror);
  expect([mirrored.code, said(mirrored)]).toEqual([1, expect.stringMatching(says)]);
  expect(existsSync(join(cwd, "there"))).toBe(false);
  expect((await run(...save)).code).toBe(1);
  expect(existsSync(join(cwd, "charts.tar"))).toBe(false);
  await mustBp(save, { cwd });
  const loaded = await run("bundle", "load", "charts.tar", "--to", "oci-layout:site", "--offline");
  expect([loaded.code, said(loaded)]).toEqual([1, expect.stringMatching(says)]);
  expect(existsSync(join(cwd, "site"))).toBe(false);
});
