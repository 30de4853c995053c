import type { Digest } from "../model/digest.ts";
import type { Attestation } from "./attestation.ts";
import type { Policy } from "./policy.ts";
import { refuse } from "./refusal.ts";
import type { Formats } from "./signer.ts";
import type { SimpleSignature } from "./simple-signing.ts";
import { trustOf } from "./trust-of.ts";
import { verifyBundle, verifyEnvelope } from "./verify-bundle.ts";
import { verifySimple } from "./verify-simple.ts";

export interface MadeSignatures {
  readonly subject: Digest;
  readonly policy: Policy;
  /** What is written of it; both where it is left out. */
  readonly formats?: Formats;
  readonly attestations: readonly Attestation[];
  readonly simple?: SimpleSignature | undefined;
}

/**
 * Checks what was just signed, before anything of it is pushed (interop §7, step 5).
 * @throws BpError VERIFICATION with the reason, BAD_KEY for the policy's key
 */
export async function assertMade({
  subject,
  policy,
  formats = "both",
  attestations,
  simple,
}: MadeSignatures): Promise<void> {
  const trust = await trustOf(policy);
  for (const { predicateType, bundle, envelope, layer } of attestations) {
    const types = [verifyBundle(bundle, subject, trust)];
    if (formats === "both") types.push(verifyEnvelope(envelope, subject, trust, layer.annotations));
    if (types.some((type) => type.predicateType !== predicateType)) {
      refuse(`a statement of another type than ${predicateType} was signed`);
    }
  }
  if (simple !== undefined) verifySimple(simple, subject, trust);
}
