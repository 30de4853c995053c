import type { Descriptor } from "../model/descriptor.ts";
import { descriptorOf } from "../model/descriptor.ts";
import type { Digest } from "../model/digest.ts";
import { goJson } from "../model/go-json.ts";
import { annotation, mediaType } from "../model/media-type.ts";
import { testimonies, verifierPem, witnessed } from "./attestation.ts";
import { layerAnnotations } from "./layer-annotations.ts";
import type { Signer } from "./signer.ts";

export const simpleSigningType = "cosign container image signature";

/** A signature of cosign's first format: the blob and the `.sig` layer that carries the signature beside it. */
export interface SimpleSignature {
  readonly payload: Uint8Array;
  readonly layer: Descriptor;
}

/** What is signed, in the bytes that cosign itself writes (interop §2.2). Readers hold the digest alone to account. */
export function simpleSigningPayload(subject: Digest, repository: string): Uint8Array {
  const payload = {
    critical: {
      identity: { "docker-reference": repository },
      image: { "docker-manifest-digest": subject },
      type: simpleSigningType,
    },
    optional: null,
  };
  return new TextEncoder().encode(goJson(payload));
}

/** @param repository the repository's reference without tag or digest, as `ghcr.io/acme/charts/demo` */
export function signSimple(
  subject: Digest,
  repository: string,
  signer: Signer,
): Promise<SimpleSignature> {
  const payload = simpleSigningPayload(subject, repository);
  return witnessed(() => signPayload(payload, signer));
}

async function signPayload(payload: Uint8Array, signer: Signer): Promise<SimpleSignature> {
  const { signature, key } = await signer.sign(payload);
  const evidence = await testimonies(signer, {
    signature,
    data: payload,
    verifier: verifierPem(key),
  });
  const annotations = {
    [annotation.cosignSignature]: Buffer.from(signature).toString("base64"),
    ...layerAnnotations(key, evidence),
  };
  return { payload, layer: { ...descriptorOf(mediaType.simpleSigning, payload), annotations } };
}
