import type { KeyObject } from "node:crypto";

import type { Bundle } from "@sigstore/bundle";

import type { Envelope } from "./dsse.ts";

/** A signature of cosign's first format, with what its layer says beside it. */
export interface LayerSignature {
  readonly signature: Uint8Array;
  readonly annotations: Readonly<Record<string, string>>;
  readonly signed:
    | { readonly $case: "envelope"; readonly envelope: Envelope }
    | { readonly $case: "payload"; readonly payload: Uint8Array };
}

/** Who must have signed, ready to judge what was read. */
export interface Trust {
  /** How a sentence calls the signer. */
  readonly signer: string;
  /** The key, where there is but one. */
  readonly key: KeyObject | undefined;
  /** @throws BpError VERIFICATION where the bundle's content is signed by somebody else */
  bundle(bundle: Bundle): void;
  /** @throws BpError VERIFICATION where the layer's content is signed by somebody else */
  layer(layer: LayerSignature): void;
}
