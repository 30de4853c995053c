import type { Policy } from "./policy.ts";
import type { Witness } from "./witness.ts";

/** What a verifier needs to check a signature with. */
export type KeyMaterial =
  | {
      readonly $case: "publicKey";
      /** PKIX PEM. */
      readonly publicKey: string;
      /** Base64 of the sha256 of the key's SPKI DER, as cosign writes it. */
      readonly hint: string;
    }
  | {
      readonly $case: "x509Certificate";
      /** The leaf alone, PEM. */
      readonly certificate: string;
    };

export interface Signature {
  /** ECDSA with SHA-256 as ASN.1 DER, RSASSA-PKCS1-v1_5 with SHA-256, or Ed25519. */
  readonly signature: Uint8Array;
  readonly key: KeyMaterial;
}

/**
 * What a signature is written as: a Sigstore bundle, or cosign's first format beside it, `.sig` and `.att`, which has a
 * place for a log's promise and none for its proof.
 */
export type Formats = "both" | "bundle";

/** Signs bytes: one signer, and so one key or one identity, serves a whole run. */
export interface Signer {
  /** Under which listings know it: the hint of its key, or the digest of its identity. */
  readonly name: string;
  /** Whom a consumer must trust to accept what it signs: what was written is held against it. */
  readonly policy: Policy;
  /** What the token claims on which its certificate was given; undefined for a key. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /** Who testifies to each of its signatures. A signature by key takes none. */
  readonly witnesses: readonly Witness[];
  readonly formats: Formats;
  sign(data: Uint8Array): Promise<Signature>;
}
