import type { KeyObject } from "node:crypto";

import { writePem } from "./pem.ts";
import { keyMaterial } from "./public-key.ts";
import { readJson, refuse } from "./refusal.ts";
import type { KeyMaterial } from "./signer.ts";
import { isRecord } from "./strict-json.ts";
import type { WitnessEvidence } from "./witness.ts";

/** What a bundle holds beside the envelope. */
export interface BundleMaterial {
  readonly material: KeyMaterial;
  readonly evidence: readonly WitnessEvidence[];
}

/**
 * What stands behind the signature of a bundle that was verified.
 * @param key the one that it was verified with, where it was one
 * @throws BpError VERIFICATION for bytes that are no bundle
 */
export function bundleMaterial(bytes: Uint8Array, key: KeyObject | undefined): BundleMaterial {
  const held = readJson(bytes, "bundle")["verificationMaterial"];
  if (!isRecord(held)) return refuse("the bundle holds no verification material");
  const { certificate, tlogEntries, timestampVerificationData } = held;
  const timestamps = isRecord(timestampVerificationData)
    ? timestampVerificationData["rfc3161Timestamps"]
    : undefined;
  return {
    material: key === undefined ? certificateOf(certificate) : keyMaterial(key),
    evidence: [
      ...records(tlogEntries).map((entry) => ({ $case: "tlogEntry" as const, entry })),
      ...records(timestamps).map(({ signedTimestamp }) => ({
        $case: "rfc3161Timestamp" as const,
        signedTimestamp: Buffer.from(String(signedTimestamp), "base64"),
      })),
    ],
  };
}

function certificateOf(certificate: unknown): KeyMaterial {
  if (!isRecord(certificate)) return refuse("the bundle holds no certificate");
  const bytes = Buffer.from(String(certificate["rawBytes"]), "base64");
  return { $case: "x509Certificate", certificate: writePem({ label: "CERTIFICATE", bytes }) };
}

function records(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
