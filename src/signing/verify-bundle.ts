import type { Digest } from "../model/digest.ts";
import type { Envelope } from "./dsse.ts";
import { readBundle } from "./read-bundle.ts";
import { readEnvelope } from "./read-envelope.ts";
import type { Claim } from "./read-statement.ts";
import { claimAbout } from "./read-statement.ts";
import type { Trust } from "./trust.ts";

/** A statement that was signed about the subject. */
export interface VerifiedStatement extends Claim {
  readonly envelope: Envelope;
}

/** Checks a Sigstore bundle against a subject and whom is trusted to sign it. @throws BpError VERIFICATION with the reason */
export function verifyBundle(bytes: Uint8Array, subject: Digest, trust: Trust): VerifiedStatement {
  const { bundle, envelope } = readBundle(bytes);
  trust.bundle(bundle);
  return { ...claimAbout(envelope, subject), envelope };
}

/**
 * Checks the blob of an `.att` layer likewise.
 * @param annotations what its layer says beside it
 * @throws BpError VERIFICATION with the reason
 */
export function verifyEnvelope(
  bytes: Uint8Array,
  subject: Digest,
  trust: Trust,
  annotations: Readonly<Record<string, string>> = {},
): VerifiedStatement {
  const envelope = readEnvelope(bytes);
  const { signature } = envelope;
  trust.layer({ signature, annotations, signed: { $case: "envelope", envelope } });
  return { ...claimAbout(envelope, subject), envelope };
}
