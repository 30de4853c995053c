import { describe, expect, test } from "vitest";

import { digestOf } from "../../../src/model/digest.ts";
import type { Attestation, Policy, Signer, SimpleSignature } from "../../../src/signing/index.ts";
import {
  assertMade,
  attest,
  keySigner,
  generateKey,
  signSimple,
  signStatement,
} from "../../../src/signing/index.ts";
import { seeded } from "../support.ts";
import { sigstore, signerOf } from "./support.ts";

const subject = digestOf("a chart");

interface Made {
  readonly signer: Signer;
  readonly made: Attestation;
  readonly simple: SimpleSignature;
}

async function signed(): Promise<Made> {
  const signer = await signerOf(await sigstore());
  const made = await attest(signStatement(subject), signer);
  return { signer, made, simple: await signSimple(subject, "acme/charts", signer) };
}

function verdict(
  { signer }: Made,
  attestations: readonly Attestation[],
  simple?: SimpleSignature,
  policy: Policy = signer.policy,
): Promise<string> {
  return assertMade({ subject, policy, attestations, simple }).then(
    () => "valid",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

interface BundleJson {
  verificationMaterial: {
    certificate: { rawBytes: string };
    tlogEntries: Entry[];
    timestampVerificationData: { rfc3161Timestamps: { signedTimestamp: string }[] };
  };
  dsseEnvelope: { payload: string; signatures: { sig: string }[] };
}

interface Entry {
  integratedTime: string;
  logIndex: string;
  canonicalizedBody: string;
  inclusionPromise: { signedEntryTimestamp: string };
  inclusionProof: { rootHash: string; checkpoint: { envelope: string } };
}

function tampered(made: Attestation, edit: (bundle: BundleJson) => void): Attestation {
  const bundle = JSON.parse(new TextDecoder().decode(made.bundle)) as BundleJson;
  edit(bundle);
  return { ...made, bundle: new TextEncoder().encode(JSON.stringify(bundle)) };
}

/** Another byte in the middle, or where it is said. */
function flipped(base64: string, from = 0.5): string {
  const bytes = Buffer.from(base64, "base64");
  const at = Math.floor(bytes.length * from);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString("base64");
}

function firstEntry({ verificationMaterial }: BundleJson): Entry {
  const [entry] = verificationMaterial.tlogEntries;
  if (entry === undefined) throw new Error("nothing was logged");
  return entry;
}

describe("what an identity signed", () => {
  test("is valid in both formats", async () => {
    const all = await signed();
    expect(await verdict(all, [all.made], all.simple)).toBe("valid");
  });

  test.each<[string, (bundle: BundleJson) => void, RegExp]>([
    [
      "the signature",
      ({ dsseEnvelope: { signatures } }) => {
        for (const one of signatures) one.sig = flipped(one.sig);
      },
      /the (?:timestamp|log entry|signature) does not hold/u,
    ],
    [
      "the statement",
      ({ dsseEnvelope }) => {
        dsseEnvelope.payload = flipped(dsseEnvelope.payload);
      },
      /the (?:log entry|signature) does not hold/u,
    ],
    [
      "the certificate",
      ({ verificationMaterial: { certificate } }) => {
        certificate.rawBytes = flipped(certificate.rawBytes);
      },
      /certificate|verified/u,
    ],
    [
      "the log's promise",
      (bundle) => {
        const { inclusionPromise } = firstEntry(bundle);
        inclusionPromise.signedEntryTimestamp = flipped(inclusionPromise.signedEntryTimestamp);
      },
      /the log entry's promise does not hold/u,
    ],
    [
      "the log's time",
      (bundle) => {
        firstEntry(bundle).integratedTime = "1700000000";
      },
      /the certificate does not hold|promise/u,
    ],
    [
      "the log's body",
      (bundle) => {
        const entry = firstEntry(bundle);
        entry.canonicalizedBody = flipped(entry.canonicalizedBody);
      },
      /the log entry|verified/u,
    ],
    [
      "the proof's root",
      (bundle) => {
        const { inclusionProof } = firstEntry(bundle);
        inclusionProof.rootHash = flipped(inclusionProof.rootHash);
      },
      /the log entry's proof does not hold|log entry/u,
    ],
    [
      "the checkpoint",
      (bundle) => {
        const { checkpoint } = firstEntry(bundle).inclusionProof;
        checkpoint.envelope = checkpoint.envelope.replace(/^[^\n]+/u, "other.log - 1");
      },
      /the log entry/u,
    ],
    [
      "the timestamp",
      ({ verificationMaterial: { timestampVerificationData: data } }) => {
        for (const one of data.rfc3161Timestamps)
          one.signedTimestamp = flipped(one.signedTimestamp, 0.98);
      },
      /timestamp|verified/u,
    ],
    [
      "the log entry, left out",
      ({ verificationMaterial }) => {
        verificationMaterial.tlogEntries = [];
      },
      /the log entry does not hold/u,
    ],
  ])("is refused without %s", async (_, edit, reason) => {
    const all = await signed();
    expect(await verdict(all, [tampered(all.made, edit)])).toMatch(reason);
  });

  test.each([
    ["certificate", /holds no certificate/u],
    ["bundle", /the log entry does not hold/u],
  ])("has a .sig that is refused without its %s", async (name, reason) => {
    const all = await signed();
    const annotations = { ...all.simple.layer.annotations };
    Reflect.deleteProperty(annotations, `dev.sigstore.cosign/${name}`);
    const simple = { ...all.simple, layer: { ...all.simple.layer, annotations } };
    expect(await verdict(all, [], simple)).toMatch(reason);
  });

  test("is refused for another artifact, whole as it is", async () => {
    const all = await signed();
    const other = await attest(signStatement(digestOf("another")), all.signer);
    const simple = await signSimple(digestOf("another"), "acme/charts", all.signer);
    expect(await verdict(all, [other])).toMatch(/not about this artifact/u);
    expect(await verdict(all, [], simple)).toMatch(/not about this artifact/u);
  });

  test("is refused where a key is to have signed, and the other way round", async () => {
    const all = await signed();
    const { privatePem } = await generateKey({ password: "", randomBytes: seeded("a key") });
    const key = await keySigner(privatePem, "");
    expect(await verdict(all, [all.made], undefined, key.policy)).toMatch(/with a certificate/u);
    const byKey = await attest(signStatement(subject), key);
    expect(await verdict(all, [byKey])).toMatch(/with a key/u);
  });
});
