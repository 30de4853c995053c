import { mediaType } from "../model/media-type.ts";
import type { SignedEnvelope } from "./dsse.ts";
import { envelopeJson } from "./dsse.ts";
import { readPem } from "./pem.ts";
import type { KeyMaterial } from "./signer.ts";
import type { WitnessEvidence } from "./witness.ts";

/**
 * A Sigstore bundle v0.3 around a DSSE envelope (interop §2.4), as protojson: a key by its hint, a certificate by its
 * leaf alone. A signature by key has no evidence.
 */
export function bundleBytes(
  { envelope, key }: SignedEnvelope,
  evidence: readonly WitnessEvidence[],
): Uint8Array {
  const bundle = {
    mediaType: mediaType.bundle,
    verificationMaterial: { ...keyJson(key), ...evidenceJson(evidence) },
    dsseEnvelope: envelopeJson(envelope),
  };
  return new TextEncoder().encode(JSON.stringify(bundle));
}

function keyJson(key: KeyMaterial): Record<string, unknown> {
  if (key.$case === "publicKey") return { publicKey: { hint: key.hint } };
  const der = readPem(key.certificate)?.bytes ?? new Uint8Array();
  return { certificate: { rawBytes: Buffer.from(der).toString("base64") } };
}

function evidenceJson(evidence: readonly WitnessEvidence[]): Record<string, unknown> {
  const tlogEntries: unknown[] = [];
  const rfc3161Timestamps: { signedTimestamp: string }[] = [];
  for (const item of evidence) {
    if (item.$case === "tlogEntry") tlogEntries.push(item.entry);
    else {
      const signedTimestamp = Buffer.from(item.signedTimestamp).toString("base64");
      rfc3161Timestamps.push({ signedTimestamp });
    }
  }
  return {
    ...(tlogEntries.length === 0 ? {} : { tlogEntries }),
    ...(rfc3161Timestamps.length === 0 ? {} : { timestampVerificationData: { rfc3161Timestamps } }),
  };
}
