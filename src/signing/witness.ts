/** What a witness says, in the JSON form of the bundle's fields (sigstore_bundle.proto, sigstore_rekor.proto). */
export type WitnessEvidence =
  | { readonly $case: "tlogEntry"; readonly entry: Readonly<Record<string, unknown>> }
  | {
      readonly $case: "rfc3161Timestamp";
      /** DER. */
      readonly signedTimestamp: Uint8Array;
    };

/** A signature, as a witness is shown it. */
export interface Testimony {
  readonly signature: Uint8Array;
  /** The bytes that were signed. */
  readonly data: Uint8Array;
  /** PEM of the certificate or the public key. */
  readonly verifier: string;
  /** The exact JSON of the DSSE envelope, which is what a log hashes; undefined where no envelope was signed. */
  readonly envelope?: string;
}

/** Testifies that a signature existed: a transparency log or a timestamp authority. */
export interface Witness {
  /** @throws BpError WITNESS where it cannot, after its patience */
  testify(testimony: Testimony): Promise<readonly WitnessEvidence[]>;
}
