import type { KeyObject } from "node:crypto";
import { createHash } from "node:crypto";

import type { Bundle } from "@sigstore/bundle";
import { bundleFromJSON } from "@sigstore/bundle";

import { annotation } from "../../model/media-type.ts";
import { envelopeJson } from "../dsse.ts";
import { readPem } from "../pem.ts";
import { publicKeyHint } from "../public-key.ts";
import { reasonOf, refuse } from "../refusal.ts";
import { isRecord } from "../strict-json.ts";
import type { LayerSignature } from "../trust.ts";

/** The oldest form of a bundle asks for a log's promise alone, which is all that a layer holds. */
const oldestBundle = "application/vnd.dev.sigstore.bundle+json;version=0.1";

/**
 * A layer of `.sig` or `.att` that was signed under a certificate, as a bundle (interop §2.2): certificate, log entry and
 * timestamp stand in its annotations.
 * @param key the one that signed, in the place of a certificate
 * @throws BpError VERIFICATION where they are not there or cannot be read
 */
export function layerBundle(
  { signature, annotations, signed }: LayerSignature,
  key?: KeyObject,
): Bundle {
  const content =
    signed.$case === "envelope"
      ? { dsseEnvelope: envelopeJson(signed.envelope) }
      : { messageSignature: messageSignature(signed.payload, signature) };
  const json = {
    mediaType: oldestBundle,
    verificationMaterial: {
      ...(key === undefined ? chainIn(annotations) : { publicKey: { hint: publicKeyHint(key) } }),
      tlogEntries: logEntries(annotations[annotation.cosignBundle]),
      timestampVerificationData: { rfc3161Timestamps: timestamps(annotations) },
    },
    ...content,
  };
  try {
    return bundleFromJSON(json);
  } catch (error) {
    return refuse(`the layer cannot be read: ${reasonOf(error)}`);
  }
}

function chainIn(annotations: LayerSignature["annotations"]): object {
  const certificate = readPem(annotations[annotation.cosignCertificate] ?? "");
  if (certificate === undefined) return refuse("the layer holds no certificate");
  return { x509CertificateChain: { certificates: [{ rawBytes: base64(certificate.bytes) }] } };
}

function messageSignature(payload: Uint8Array, signature: Uint8Array): object {
  const digest = createHash("sha256").update(payload).digest();
  return {
    messageDigest: { algorithm: "SHA2_256", digest: base64(digest) },
    signature: base64(signature),
  };
}

/** The annotation names the log by the hex of its id, and gives the entry's kind in its body alone. */
function logEntries(text: string | undefined): readonly object[] {
  if (text === undefined) return [];
  const { SignedEntryTimestamp: promise, Payload: payload } = objectIn(text);
  if (!isRecord(payload)) return refuse("the layer's log entry has no payload");
  const { body, integratedTime, logIndex, logID } = payload;
  const { kind, apiVersion } = objectIn(Buffer.from(String(body), "base64").toString("utf8"));
  return [
    {
      logIndex: String(logIndex),
      logId: { keyId: base64(Buffer.from(String(logID), "hex")) },
      kindVersion: { kind, version: apiVersion },
      integratedTime: String(integratedTime),
      inclusionPromise: { signedEntryTimestamp: promise },
      canonicalizedBody: body,
    },
  ];
}

function timestamps(annotations: Readonly<Record<string, string>>): readonly object[] {
  const text = annotations[annotation.cosignTimestamp];
  return text === undefined ? [] : [{ signedTimestamp: objectIn(text)["SignedRFC3161Timestamp"] }];
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (error) {
    return refuse(`the layer's annotations cannot be read: ${reasonOf(error)}`);
  }
  return refuse("the layer's annotations hold no object");
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
