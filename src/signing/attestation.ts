import type { Descriptor } from "../model/descriptor.ts";
import { descriptorOf } from "../model/descriptor.ts";
import { annotation, mediaType } from "../model/media-type.ts";
import { bundleBytes } from "./bundle.ts";
import type { SignedEnvelope } from "./dsse.ts";
import { envelopeJson, signEnvelope } from "./dsse.ts";
import type { Signer } from "./signer.ts";
import type { Statement } from "./statement.ts";
import type { Witness } from "./witness.ts";

/** A signed statement in both of cosign's formats. */
export interface Attestation {
  readonly predicateType: string;
  /** The Sigstore bundle, the layer of a referrer. */
  readonly bundle: Uint8Array;
  /** The DSSE envelope alone, the blob of an `.att` layer. */
  readonly envelope: Uint8Array;
  /** The `.att` layer, annotated as cosign reads it (interop §2.3). */
  readonly layer: Descriptor;
}

/** Signs a statement once, for both formats, and has every witness testify. A signature by key takes no witness. */
export async function attest(
  statement: Statement,
  signer: Signer,
  witnesses: readonly Witness[] = [],
): Promise<Attestation> {
  const signed = await signEnvelope(statement.payload, signer);
  const text = JSON.stringify(envelopeJson(signed.envelope));
  const evidence = await Promise.all(witnesses.map((witness) => witness.testify(text, signed.key)));
  return attestation(statement.predicateType, signed, bundleBytes(signed, evidence.flat()));
}

/** Both formats of an envelope that is signed already. */
export function attestation(
  predicateType: string,
  { envelope }: Pick<SignedEnvelope, "envelope">,
  bundle: Uint8Array,
): Attestation {
  const bytes = new TextEncoder().encode(JSON.stringify(envelopeJson(envelope)));
  const annotations = {
    [annotation.cosignSignature]: "",
    [annotation.attestationPredicateType]: predicateType,
  };
  const layer = { ...descriptorOf(mediaType.dsse, bytes), annotations };
  return { predicateType, bundle, envelope: bytes, layer };
}
