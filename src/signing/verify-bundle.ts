import type { KeyObject } from "node:crypto";

import type { Bundle } from "@sigstore/bundle";
import type { TrustMaterial } from "@sigstore/verify";
import { toSignedEntity, Verifier } from "@sigstore/verify";

import type { Digest } from "../model/digest.ts";
import type { Envelope } from "./dsse.ts";
import { readBundle } from "./read-bundle.ts";
import { assertSigned, otherKey, readEnvelope } from "./read-envelope.ts";
import type { Claim } from "./read-statement.ts";
import { claimAbout } from "./read-statement.ts";
import { refuse } from "./refusal.ts";

/** A statement that the key has signed about the subject. */
export interface VerifiedStatement extends Claim {
  readonly envelope: Envelope;
}

/** Checks a Sigstore bundle against a key and a subject. @throws BpError VERIFICATION with the reason */
export function verifyBundle(
  bytes: Uint8Array,
  subject: Digest,
  key: KeyObject,
): VerifiedStatement {
  const { bundle, envelope } = readBundle(bytes);
  assertBundleSigned(bundle, key);
  return { ...claimAbout(envelope, subject), envelope };
}

/** Checks the blob of an `.att` layer likewise. @throws BpError VERIFICATION with the reason */
export function verifyEnvelope(
  bytes: Uint8Array,
  subject: Digest,
  key: KeyObject,
): VerifiedStatement {
  const envelope = readEnvelope(bytes);
  assertSigned(envelope, key);
  return { ...claimAbout(envelope, subject), envelope };
}

/**
 * Log entries and timestamps are left aside: without a trusted root nothing can be said of them, and the library would
 * verify each one that is there whatever the thresholds (interop §9.12).
 */
function assertBundleSigned(bundle: Bundle, key: KeyObject): void {
  if (bundle.verificationMaterial.content.$case !== "publicKey") {
    refuse("the bundle is signed with a certificate, not with this key");
  }
  const thresholds = { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 };
  try {
    const entity = { ...toSignedEntity(bundle), tlogEntries: [], timestamps: [] };
    new Verifier(trustIn(key), thresholds).verify(entity);
  } catch {
    refuse(otherKey);
  }
}

function trustIn(key: KeyObject): TrustMaterial {
  return {
    certificateAuthorities: [],
    timestampAuthorities: [],
    tlogs: [],
    ctlogs: [],
    publicKey: () => ({ publicKey: key, validFor: () => true }),
  };
}
