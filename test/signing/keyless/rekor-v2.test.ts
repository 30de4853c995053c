import { createHash } from "node:crypto";

import { expect, test } from "vitest";

import { digestOf } from "../../../src/model/digest.ts";
import type { Ask, Attestation, Policy, Signer } from "../../../src/signing/index.ts";
import {
  assertMade,
  attest,
  rekorV2Witness,
  signStatement,
  timestampWitness,
} from "../../../src/signing/index.ts";
import { rekorV2 } from "../../support/rekor-v2.ts";
import type { Sigstore } from "../../support/sigstore.ts";
import { ask, signerOf, sigstore } from "./support.ts";

const subject = digestOf("a chart");

function secondSigner(
  double: Sigstore,
  log: Ask = ask,
  trustedRoot: unknown = double.secondRoot,
): Promise<Signer> {
  const witnesses = [rekorV2Witness(double.url, log), timestampWitness(double.url, ask)];
  return signerOf(double, { witnesses, trustedRoot, formats: "bundle" });
}

interface Entry {
  logIndex: string;
  kindVersion: { kind: string; version: string };
  inclusionPromise?: unknown;
  inclusionProof: { rootHash: string; hashes: string[]; checkpoint: { envelope: string } };
  canonicalizedBody: string;
}

interface Bundle {
  verificationMaterial: { tlogEntries: Entry[]; timestampVerificationData?: unknown };
  dsseEnvelope: { payload: string; payloadType: string };
}

function bundleIn({ bundle }: Attestation): Bundle {
  return JSON.parse(Buffer.from(bundle).toString()) as Bundle;
}

function entryIn(bundle: Bundle): Entry {
  const [entry] = bundle.verificationMaterial.tlogEntries;
  if (entry === undefined) throw new Error("nothing was logged");
  return entry;
}

function verdict(policy: Policy, made: Attestation): Promise<string> {
  return assertMade({ subject, policy, formats: "bundle", attestations: [made] }).then(
    () => "valid",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

function changed(made: Attestation, edit: (bundle: Bundle) => void): Attestation {
  const bundle = bundleIn(made);
  edit(bundle);
  return { ...made, bundle: Buffer.from(JSON.stringify(bundle)) };
}

test("what is signed is logged as hashedrekord 0.0.2 over its encoding, with a proof and no promise", async () => {
  const made = await attest(signStatement(subject), await secondSigner(await sigstore()));
  const bundle = bundleIn(made);
  const entry = entryIn(bundle);
  expect(entry.kindVersion).toEqual({ kind: "hashedrekord", version: "0.0.2" });
  expect(Object.keys(entry)).not.toContain("inclusionPromise");
  expect(Object.keys(entry)).not.toContain("integratedTime");
  const { payload, payloadType } = bundle.dsseEnvelope;
  const bytes = Buffer.from(payload, "base64");
  const encoded = `DSSEv1 ${payloadType.length} ${payloadType} ${bytes.length} ${bytes.toString()}`;
  const body = JSON.parse(Buffer.from(entry.canonicalizedBody, "base64").toString()) as unknown;
  expect(body).toMatchObject({
    spec: {
      hashedRekordV002: {
        data: { digest: createHash("sha256").update(encoded).digest("base64") },
        signature: { verifier: { x509Certificate: {}, keyDetails: "PKIX_ECDSA_P256_SHA_256" } },
      },
    },
  });
});

test.each(["ed25519", "ecdsa"] as const)(
  "a checkpoint that the log signs by %s holds, in a log of any size",
  async (kind) => {
    const double = await sigstore();
    const log = rekorV2(double.url, kind);
    const answering: Ask = async ({ body }) => {
      const { status, text } = log.add(Buffer.from(body ?? []).toString());
      return { status, headers: {}, body: Buffer.from(text) };
    };
    const trustedRoot = { ...double.trustedRoot, tlogs: [log.instance] };
    const signer = await secondSigner(double, answering, trustedRoot);
    for (let size = 1; size <= 6; size += 1)
      expect(await verdict(signer.policy, await attest(signStatement(subject), signer))).toBe(
        "valid",
      );
  },
);

test.each<[string, (bundle: Bundle) => void, RegExp]>([
  [
    "another root",
    (bundle) => {
      entryIn(bundle).inclusionProof.rootHash = Buffer.alloc(32).toString("base64");
    },
    /^the log entry's proof does not hold: its root is not the checkpoint's$/u,
  ],
  [
    "a checkpoint by another key",
    (bundle) => {
      const { checkpoint } = entryIn(bundle).inclusionProof;
      const [head = "", line = ""] = checkpoint.envelope.split("\u2014 ");
      const [name = "", signature = ""] = line.trim().split(" ");
      const forged = Buffer.concat([
        Buffer.from(signature, "base64").subarray(0, 4),
        Buffer.alloc(64),
      ]);
      checkpoint.envelope = `${head}\u2014 ${name} ${forged.toString("base64")}\n`;
    },
    /^the log entry's proof does not hold: invalid checkpoint signature$/u,
  ],
  [
    "a hash of the path",
    (bundle) => {
      const { hashes } = entryIn(bundle).inclusionProof;
      hashes[0] = Buffer.alloc(32, 1).toString("base64");
    },
    /^the log entry's proof does not hold: calculated root hash does not match/u,
  ],
  [
    "another body",
    (bundle) => {
      const entry = entryIn(bundle);
      const text = Buffer.from(entry.canonicalizedBody, "base64").toString();
      entry.canonicalizedBody = Buffer.from(`${text} `).toString("base64");
    },
    /^the log entry's proof does not hold: calculated root hash does not match/u,
  ],
  [
    "a promise that nobody made",
    (bundle) => {
      entryIn(bundle).inclusionPromise = { signedEntryTimestamp: "AAAA" };
    },
    /^the log entry's promise does not hold/u,
  ],
  [
    "no timestamp",
    (bundle) => {
      delete bundle.verificationMaterial.timestampVerificationData;
    },
    /^the timestamp does not hold: expected 1 timestamps, got 0$/u,
  ],
  [
    "no entry",
    (bundle) => {
      bundle.verificationMaterial.tlogEntries = [];
    },
    /^the log entry does not hold: expected 1 tlog entries, got 0$/u,
  ],
])("%s is refused by its name", async (_, edit, says) => {
  const double = await sigstore();
  const signer = await secondSigner(double);
  await attest(signStatement(digestOf("another")), signer);
  const made = await attest(signStatement(subject), signer);
  expect(await verdict(signer.policy, made)).toBe("valid");
  expect(await verdict(signer.policy, changed(made, edit))).toMatch(says);
});

test("the entry of another signature is refused", async () => {
  const signer = await secondSigner(await sigstore());
  const [made, other] = [
    await attest(signStatement(subject), signer),
    await attest(signStatement(digestOf("another")), signer),
  ];
  const swapped = changed(made, (bundle) => {
    bundle.verificationMaterial.tlogEntries = [entryIn(bundleIn(other))];
  });
  expect(await verdict(signer.policy, swapped)).toMatch(/^the log entry does not hold/u);
});

test("a log that is not trusted proves nothing", async () => {
  const double = await sigstore();
  const signer = await secondSigner(double);
  const made = await attest(signStatement(subject), signer);
  const policy = { ...signer.policy, trustedRoot: double.trustedRoot } as Policy;
  expect(await verdict(policy, made)).toMatch(/^the log entry's proof does not hold/u);
});

test("a signature whose entry was lost on its way is made anew", async () => {
  const double = await sigstore();
  let lost = 1;
  const losing: Ask = async (request) => {
    if (lost-- > 0) await ask(request);
    return ask(request);
  };
  const signer = await secondSigner(double, losing);
  const made = await attest(signStatement(subject), signer);
  expect(await verdict(signer.policy, made)).toBe("valid");
  expect(double.requests.filter((one) => one.endsWith("/api/v2/log/entries"))).toHaveLength(3);
});

test.each([
  [503, "", /^Rekor answers 503/u],
  [200, "[]", /not a JSON object/u],
  [200, '{"logIndex":"0"}', /without an entry and its proof/u],
])("an answer of %i %s is no witness", async (status, body, says) => {
  const double = await sigstore();
  double.logFault = { status, body };
  const signing = secondSigner(double).then((signer) => attest(signStatement(subject), signer));
  await expect(signing).rejects.toMatchObject({
    code: "SIGSTORE",
    message: expect.stringMatching(says),
  });
});
