import type { Bundle } from "@sigstore/bundle";
import { bundleFromJSON } from "@sigstore/bundle";

import { mediaType } from "../model/media-type.ts";
import type { Envelope } from "./dsse.ts";
import { envelopeOf, envelopeShape } from "./read-envelope.ts";
import { readJson, reasonOf, refuse } from "./refusal.ts";
import type { Shape } from "./strict-json.ts";
import { isRecord, misfit } from "./strict-json.ts";

const inclusionProof: Shape = {
  logIndex: true,
  rootHash: true,
  treeSize: true,
  hashes: [true],
  checkpoint: { envelope: true },
};

/**
 * The fields of sigstore_bundle.proto that a v0.3 bundle around an envelope may have. Go refuses a bundle with any
 * other; the library here would read past it.
 */
const bundleShape: Shape = {
  mediaType: true,
  verificationMaterial: {
    publicKey: { hint: true },
    certificate: { rawBytes: true },
    tlogEntries: [
      {
        logIndex: true,
        logId: { keyId: true },
        kindVersion: { kind: true, version: true },
        integratedTime: true,
        inclusionPromise: { signedEntryTimestamp: true },
        inclusionProof,
        canonicalizedBody: true,
      },
    ],
    timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: true }] },
  },
  dsseEnvelope: envelopeShape,
};

export interface ReadBundle {
  readonly bundle: Bundle;
  readonly envelope: Envelope;
}

/** @throws BpError VERIFICATION where the bytes are not a v0.3 bundle around one envelope with one signature */
export function readBundle(bytes: Uint8Array): ReadBundle {
  const json = readJson(bytes, "bundle");
  const problem = misfit(json, bundleShape);
  if (problem !== undefined) refuse(`the bundle cannot be read: ${problem}`);
  if (json["mediaType"] !== mediaType.bundle) refuse(`the bundle is not ${mediaType.bundle}`);
  const held = json["dsseEnvelope"];
  if (!isRecord(held)) return refuse("the bundle holds no envelope");
  // First what can say what is wrong: the library refuses the same in one word.
  const envelope = envelopeOf(held);
  return { bundle: toBundle(json), envelope };
}

function toBundle(json: Record<string, unknown>): Bundle {
  try {
    return bundleFromJSON(json);
  } catch (error) {
    return refuse(`the bundle cannot be read: ${reasonOf(error)}`);
  }
}
