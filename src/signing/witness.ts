import type { KeyMaterial } from "./signer.ts";

/** What a witness says, in the JSON form of the bundle's fields (sigstore_bundle.proto, sigstore_rekor.proto). */
export type WitnessEvidence =
  | { readonly $case: "tlogEntry"; readonly entry: Readonly<Record<string, unknown>> }
  | {
      readonly $case: "rfc3161Timestamp";
      /** DER. */
      readonly signedTimestamp: Uint8Array;
    };

/** Testifies that a signature existed: a transparency log or a timestamp authority. A signature by key alone has none. */
export interface Witness {
  /** @param envelope the exact JSON of the DSSE envelope, which is what a log hashes */
  testify(envelope: string, key: KeyMaterial): Promise<readonly WitnessEvidence[]>;
}
