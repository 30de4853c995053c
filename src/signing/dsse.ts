import { dsse } from "@sigstore/core";

import { mediaType } from "../model/media-type.ts";
import type { KeyMaterial, Signer } from "./signer.ts";

/** A DSSE envelope (secure-systems-lab/dsse, envelope.md) with its one signature. */
export interface Envelope {
  readonly payload: Uint8Array;
  readonly payloadType: string;
  readonly signature: Uint8Array;
}

export interface SignedEnvelope {
  readonly envelope: Envelope;
  readonly key: KeyMaterial;
}

/** What is signed: type and payload with their lengths in bytes before them (DSSE protocol.md, "PAE"). */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  return dsse.preAuthEncoding(payloadType, Buffer.from(payload));
}

/** Signs an in-toto statement: the one signing operation behind a bundle and the `.att` layer. */
export async function signEnvelope(payload: Uint8Array, signer: Signer): Promise<SignedEnvelope> {
  const payloadType = mediaType.inToto;
  const { signature, key } = await signer.sign(preAuthEncoding(payloadType, payload));
  return { envelope: { payload, payloadType, signature }, key };
}

export interface EnvelopeJson {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly sig: string }[];
}

/**
 * The envelope as data. There is no keyid: Go's verifier skips a signature whose keyid is not the one it derives itself
 * (interop §2.4). The order of the keys is the one a log has hashed (interop §9.9), so JSON.stringify of this is the
 * `.att` layer.
 */
export function envelopeJson({ payload, payloadType, signature }: Envelope): EnvelopeJson {
  return {
    payload: Buffer.from(payload).toString("base64"),
    payloadType,
    signatures: [{ sig: Buffer.from(signature).toString("base64") }],
  };
}
