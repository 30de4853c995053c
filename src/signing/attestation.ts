import type { Descriptor } from "../model/descriptor.ts";
import { descriptorOf } from "../model/descriptor.ts";
import { isBpError } from "../model/error.ts";
import { annotation, mediaType } from "../model/media-type.ts";
import { bundleBytes } from "./bundle.ts";
import type { SignedEnvelope } from "./dsse.ts";
import { envelopeJson, preAuthEncoding, signEnvelope } from "./dsse.ts";
import { layerAnnotations } from "./layer-annotations.ts";
import type { KeyMaterial, Signer } from "./signer.ts";
import type { Statement } from "./statement.ts";
import type { Testimony, WitnessEvidence } from "./witness.ts";

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

/** Signs a statement once, for both formats, and has every witness of the signer testify. */
export function attest(statement: Statement, signer: Signer): Promise<Attestation> {
  return witnessed(() => attestOnce(statement, signer));
}

/**
 * A log that has this very signature, from a request whose answer was lost, may not give its entry again: it is shown a
 * new signature instead.
 */
export async function witnessed<T>(make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (!isBpError(error, "SIGSTORE") || error.details["status"] !== 409) throw error;
    return make();
  }
}

async function attestOnce(statement: Statement, signer: Signer): Promise<Attestation> {
  const signed = await signEnvelope(statement.payload, signer);
  const { payloadType, payload, signature } = signed.envelope;
  const evidence = await testimonies(signer, {
    signature,
    data: preAuthEncoding(payloadType, payload),
    verifier: verifierPem(signed.key),
    envelope: JSON.stringify(envelopeJson(signed.envelope)),
  });
  return attestation(statement.predicateType, signed, evidence);
}

/** What every witness of a signer says of a signature, asked all at once. */
export async function testimonies(
  { witnesses }: Signer,
  testimony: Testimony,
): Promise<readonly WitnessEvidence[]> {
  return (await Promise.all(witnesses.map((witness) => witness.testify(testimony)))).flat();
}

/** The PEM that a log keeps beside a signature. */
export function verifierPem(key: KeyMaterial): string {
  return key.$case === "publicKey" ? key.publicKey : key.certificate;
}

/** Both formats of an envelope that is signed already; with its bundle, where that is there. */
export function attestation(
  predicateType: string,
  signed: SignedEnvelope,
  evidence: readonly WitnessEvidence[],
  bundle: Uint8Array = bundleBytes(signed, evidence),
): Attestation {
  const bytes = new TextEncoder().encode(JSON.stringify(envelopeJson(signed.envelope)));
  const annotations = {
    [annotation.cosignSignature]: "",
    ...layerAnnotations(signed.key, evidence),
    [annotation.attestationPredicateType]: predicateType,
  };
  const layer = { ...descriptorOf(mediaType.dsse, bytes), annotations };
  return { predicateType, bundle, envelope: bytes, layer };
}
