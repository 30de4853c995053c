import { describe, expect, test } from "vitest";

import { digestOf } from "../../src/model/digest.ts";
import { readPublicKey } from "../../src/signing/index.ts";
import { keyTrust } from "../../src/signing/key-trust.ts";
import { verifyBundle, verifyEnvelope } from "../../src/signing/verify-bundle.ts";
import { bytes, goldenText } from "./support.ts";

const trust = keyTrust(readPublicKey(goldenText("cosign.pub")));
const subject = digestOf(goldenText("subject.manifest.json"));
const written = goldenText("3.1.3-bundle/referrer0.layer0.blob");
const envelope = goldenText("2.4.3-legacy/att.layer0.blob");

interface BundleJson {
  mediaType: string;
  verificationMaterial: Record<string, unknown>;
  dsseEnvelope: EnvelopeJson & Record<string, unknown>;
  [key: string]: unknown;
}

interface EnvelopeJson {
  payload: string;
  payloadType: string;
  signatures: { sig: string; keyid?: string }[];
}

function changed(edit: (bundle: BundleJson) => void): string {
  const bundle = JSON.parse(written) as BundleJson;
  edit(bundle);
  return JSON.stringify(bundle);
}

const refused = (reason: RegExp): unknown =>
  expect.objectContaining({ code: "VERIFICATION", message: expect.stringMatching(reason) });

describe("bundles of the real cosign", () => {
  test.each([
    ["2.6.5-bundle/referrer0", "https://cyclonedx.org/bom"],
    ["2.6.5-bundle/referrer1", "https://slsa.dev/provenance/v1"],
    ["2.6.5-bundle/referrer2", "https://sigstore.dev/cosign/sign/v1"],
    ["3.1.3-bundle/referrer0", "https://sigstore.dev/cosign/sign/v1"],
    ["3.1.3-bundle/referrer1", "https://cyclonedx.org/bom"],
    ["3.1.3-bundle/referrer2", "https://slsa.dev/provenance/v1"],
  ])("%s verifies", (path, type) => {
    const bundle = bytes(goldenText(`${path}.layer0.blob`));
    expect(verifyBundle(bundle, subject, trust).predicateType).toBe(type);
  });

  test("the same, written anew, verifies", () => {
    expect(verifyBundle(bytes(changed(() => {})), subject, trust).predicateType).toContain(
      "sign/v1",
    );
  });
});

describe("a bundle is refused", () => {
  test.each<[string, (bundle: BundleJson) => void, RegExp]>([
    ["with an unknown field", (it) => (it["extra"] = 1), /extra is not a known field/u],
    [
      "with an unknown field below",
      (it) => (it.verificationMaterial["x509CertificateChain"] = {}),
      /verificationMaterial\.x509CertificateChain is not a known field/u,
    ],
    ["of another version", (it) => (it.mediaType = it.mediaType.replace("v0.3", "v0.2")), /v0\.3/u],
    ["without an envelope", (it) => Reflect.deleteProperty(it, "dsseEnvelope"), /no envelope/u],
    [
      "around a message signature",
      (it) => (it["messageSignature"] = { signature: "AAAA" }),
      /messageSignature is not a known field/u,
    ],
    [
      "with a certificate where a key is asked for",
      (it) => (it.verificationMaterial = { certificate: { rawBytes: "AAAA" } }),
      /with a certificate/u,
    ],
    ["without material", (it) => (it.verificationMaterial = {}), /cannot be read/u],
    ["with a keyid", (it) => (firstOf(it).keyid = "SHA256:abc"), /keyid/u],
    [
      "with two signatures",
      (it) => it.dsseEnvelope.signatures.push(firstOf(it)),
      /cannot be read|not one signature/u,
    ],
    ["without signatures", (it) => (it.dsseEnvelope.signatures = []), /cannot be read|not one/u],
    ["with a signature that is no base64", (it) => (firstOf(it).sig += "!"), /base64/u],
    ["with another payload type", (it) => (it.dsseEnvelope.payloadType = "a/b"), /payload is "a/u],
    ["with another payload", (it) => (it.dsseEnvelope.payload = "e30="), /not made by this key/u],
    ["with a cut signature", (it) => (firstOf(it).sig = "MEUC"), /not made by this key/u],
  ])("%s", (_name, edit, reason) => {
    expect(() => verifyBundle(bytes(changed(edit)), subject, trust)).toThrow(refused(reason));
  });

  test("about another subject", () => {
    expect(() => verifyBundle(bytes(written), digestOf("another"), trust)).toThrow(
      refused(/is about sha256:a72d1d3d/u),
    );
  });

  test("where a key stands in it twice", () => {
    const twice = written.replace("{", '{"mediaType":"x", ');
    expect(() => verifyBundle(bytes(twice), subject, trust)).toThrow(refused(/twice/u));
  });

  test.each(["", "{}", "[]", "null", "\u0000"])("where it is %j", (text) => {
    expect(() => verifyBundle(bytes(text), subject, trust)).toThrow(refused(/./u));
  });

  test("at every flipped bit that changes what it says", () => {
    const data = bytes(written);
    const reads = [...data.keys()].filter((at) => {
      const copy = Uint8Array.from(data);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return verifies(copy);
    });
    expect(reads).toEqual([]);
  });
});

describe("an envelope of the real cosign", () => {
  test("verifies", () => {
    expect(verifyEnvelope(bytes(envelope), subject, trust).predicateType).toBe(
      "https://slsa.dev/provenance/v1",
    );
  });

  test.each([
    ["an unknown field", envelope.replace("{", '{"extra":1,'), /extra/u],
    ["a keyid", envelope.replace('"keyid":""', '"keyid":"x"'), /keyid/u],
    ["another type", envelope.replace("in-toto+json", "in-toto+xml"), /in-toto\+xml/u],
    ["no JSON", envelope.slice(1), /cannot be read/u],
  ])("is refused with %s", (_name, text, reason) => {
    expect(() => verifyEnvelope(bytes(text), subject, trust)).toThrow(refused(reason));
  });
});

function firstOf({ dsseEnvelope }: BundleJson): { sig: string; keyid?: string } {
  const [first] = dsseEnvelope.signatures;
  if (first === undefined) throw new Error("the sample has no signature");
  return first;
}

function verifies(bundle: Uint8Array): boolean {
  try {
    verifyBundle(bundle, subject, trust);
    return true;
  } catch {
    return false;
  }
}
