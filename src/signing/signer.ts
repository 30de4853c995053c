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

/** Who signs: what a report shows, and what a later run recognises its own signatures by. */
export type SignerIdentity = KeyMaterial;

export interface Signature {
  /** ECDSA over P-256 with SHA-256, ASN.1 DER. */
  readonly signature: Uint8Array;
  readonly key: KeyMaterial;
}

/** Signs bytes: one signer, and so one key or one certificate, serves a whole run. */
export interface Signer {
  readonly identity: SignerIdentity;
  sign(data: Uint8Array): Promise<Signature>;
}
