import { createPublicKey } from "node:crypto";

import { bundleFromJSON } from "@sigstore/bundle";
import { beforeAll, describe, expect, test } from "vitest";

import { digestOf } from "../../src/model/digest.ts";
import type { Attestation, Signer, Testimony, Witness } from "../../src/signing/index.ts";
import { attest, signStatement } from "../../src/signing/index.ts";
import { keyTrust } from "../../src/signing/key-trust.ts";
import { verifyBundle, verifyEnvelope } from "../../src/signing/verify-bundle.ts";
import { newSigner, publicKeyOf } from "./support.ts";

const subject = digestOf("a chart");
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

let signer: Signer;
let made: Attestation;
let signatures = 0;
beforeAll(async () => {
  const plain = await newSigner("attestation");
  signer = {
    ...plain,
    sign: (data) => {
      signatures += 1;
      return plain.sign(data);
    },
  };
  made = await attest(signStatement(subject), signer);
});

describe("an attestation", () => {
  test("is signed once and good in both formats", () => {
    expect(signatures).toBe(1);
    const trust = keyTrust(createPublicKey(publicKeyOf(signer)));
    expect(verifyBundle(made.bundle, subject, trust).predicateType).toBe(made.predicateType);
    expect(verifyEnvelope(made.envelope, subject, trust).predicateType).toBe(made.predicateType);
  });

  test("has the envelope of the .att inside the bundle, byte for byte", () => {
    expect(text(made.bundle)).toContain(`"dsseEnvelope":${text(made.envelope)}}`);
  });

  test("is a bundle of this shape, with the key's hint as cosign writes it", () => {
    expect(text(made.bundle)).toMatch(
      /^\{"mediaType":"application\/vnd\.dev\.sigstore\.bundle\.v0\.3\+json","verificationMaterial":\{"publicKey":\{"hint":"[\w+/]{43}="\}\},"dsseEnvelope":\{"payload":"[\w+/=]+","payloadType":"application\/vnd\.in-toto\+json","signatures":\[\{"sig":"[\w+/=]+"\}\]\}\}$/u,
    );
    expect(text(made.bundle)).toContain(`"hint":"${signer.name}"`);
    expect(bundleFromJSON(JSON.parse(text(made.bundle))).mediaType).toContain("bundle.v0.3");
  });

  test("has a layer that is annotated as cosign's .att", () => {
    expect(made.layer).toEqual({
      mediaType: "application/vnd.dsse.envelope.v1+json",
      digest: digestOf(made.envelope),
      size: made.envelope.byteLength,
      annotations: {
        "dev.cosignproject.cosign/signature": "",
        predicateType: "https://sigstore.dev/cosign/sign/v1",
      },
    });
  });

  test("carries what witnesses say, and they see the envelope as it is published", async () => {
    const seen: Testimony[] = [];
    const witnesses: readonly Witness[] = [
      {
        testify: async (testimony) => {
          seen.push(testimony);
          return [{ $case: "rfc3161Timestamp", signedTimestamp: Uint8Array.of(1) }];
        },
      },
      { testify: async () => [{ $case: "tlogEntry", entry: { logIndex: "1" } }] },
    ];
    const witnessed = await attest(signStatement(subject), { ...signer, witnesses });
    expect(seen.map(({ envelope }) => envelope)).toEqual([text(witnessed.envelope)]);
    expect(seen[0]?.verifier).toBe(publicKeyOf(signer));
    expect(new TextDecoder().decode(seen[0]?.data)).toMatch(/^DSSEv1 28 application/u);
    expect(JSON.parse(text(witnessed.bundle))).toMatchObject({
      verificationMaterial: {
        tlogEntries: [{ logIndex: "1" }],
        timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: "AQ==" }] },
      },
    });
  });

  test("by a certificate carries the leaf alone", async () => {
    const certificate = "-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n";
    const key = { $case: "x509Certificate", certificate } as const;
    const keyless: Signer = {
      ...signer,
      sign: async () => ({ signature: Uint8Array.of(9), key }),
    };
    const { bundle, layer } = await attest(signStatement(subject), keyless);
    expect(layer.annotations).toMatchObject({ "dev.sigstore.cosign/certificate": certificate });
    expect(JSON.parse(text(bundle))).toMatchObject({
      verificationMaterial: { certificate: { rawBytes: "AQID" } },
    });
  });
});
