import { generateKeyPairSync } from "node:crypto";

import { expect, test } from "vitest";

import { digestOf } from "../../../src/model/digest.ts";
import type { EvidenceRules, Policy, Signer } from "../../../src/signing/index.ts";
import {
  assertMade,
  attest,
  keySigner,
  rekorWitness,
  signSimple,
  signStatement,
  timestampWitness,
} from "../../../src/signing/index.ts";
import type { Sigstore } from "../../support/sigstore.ts";
import { ask, signerOf, sigstore } from "./support.ts";

const subject = digestOf("a chart");
const minute = 60_000;

/** What a verifier says of both formats under other rules. */
async function verdict(
  signer: Signer,
  evidence: Partial<EvidenceRules>,
  trustedRoot: unknown,
): Promise<string> {
  const attestations = [await attest(signStatement(subject), signer)];
  const simple = await signSimple(subject, "acme/charts", signer);
  const rules = { log: undefined, since: undefined, ...evidence };
  const policy: Policy = { ...signer.policy, trustedRoot, evidence: rules };
  const told: string[] = [];
  for (const made of [
    { attestations, simple: undefined },
    { attestations: [], simple },
  ])
    told.push(
      await assertMade({ subject, policy, ...made }).then(
        () => "valid",
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      ),
    );
  const [bundle, layer] = told;
  return bundle === layer ? (bundle ?? "") : `${bundle} | ${layer}`;
}

async function loggedKey({ url }: Sigstore): Promise<Signer> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const signer = await keySigner(pem, undefined);
  return { ...signer, witnesses: [rekorWitness(url, ask), timestampWitness(url, ask)] };
}

function withoutLogs({ trustedRoot }: Sigstore): unknown {
  return { ...trustedRoot, tlogs: [] };
}

function after({ clocks }: Sigstore, ms: number): Date {
  return new Date(clocks.log.getTime() + ms);
}

test("an identity's signature needs the log that the trusted root knows, unless it need not", async () => {
  const double = await sigstore();
  const unlogged = await signerOf(double, { witnesses: [timestampWitness(double.url, ask)] });
  const { trustedRoot } = double;
  expect(await verdict(unlogged, {}, trustedRoot)).toMatch(/the log entry does not hold/u);
  expect(await verdict(unlogged, { log: "required" }, trustedRoot)).toMatch(/log entry/u);
  expect(await verdict(unlogged, { log: "optional" }, trustedRoot)).toBe("valid");
  expect(await verdict(unlogged, {}, withoutLogs(double))).toBe("valid");
  expect(await verdict(unlogged, { log: "required" }, withoutLogs(double))).toMatch(/log entry/u);
});

test("an identity's signature is as old as its witnesses say", async () => {
  const double = await sigstore();
  const signer = await signerOf(double);
  const { trustedRoot } = double;
  expect(await verdict(signer, { since: after(double, -minute) }, trustedRoot)).toBe("valid");
  expect(await verdict(signer, { since: after(double, minute) }, trustedRoot)).toMatch(
    /^it was signed at .*Z, and must be of .*Z or later$/u,
  );
});

test("a key's signature is held against a log and a time where they are asked for", async () => {
  const double = await sigstore();
  const logged = await loggedKey(double);
  const bare = { ...logged, witnesses: [] };
  const { trustedRoot } = double;
  expect(await verdict(logged, { log: "required" }, trustedRoot)).toBe("valid");
  expect(await verdict(bare, { log: "required" }, trustedRoot)).toMatch(
    /does not hold: expected 1/u,
  );
  expect(await verdict(bare, { log: "optional" }, trustedRoot)).toBe("valid");
  expect(await verdict(logged, { since: after(double, -minute) }, trustedRoot)).toBe("valid");
  expect(await verdict(logged, { since: after(double, minute) }, trustedRoot)).toMatch(
    /signed at/u,
  );
  expect(await verdict(bare, { since: after(double, -minute) }, trustedRoot)).toBe(
    "nothing vouches for when it was signed",
  );
});

test("another Sigstore's log proves nothing, and a log without a trusted root is no rule", async () => {
  const [double, other] = [await sigstore(), await sigstore()];
  const logged = await loggedKey(double);
  const rules = { log: "required" } as const;
  expect(await verdict(logged, rules, other.trustedRoot)).toMatch(/does not hold/u);
  expect(await verdict(logged, rules, undefined)).toMatch(/no trusted root knows one/u);
});
