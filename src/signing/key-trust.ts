import type { KeyObject } from "node:crypto";

import type { Bundle } from "@sigstore/bundle";
import type { TrustMaterial } from "@sigstore/verify";
import { toSignedEntity, Verifier } from "@sigstore/verify";

import { preAuthEncoding } from "./dsse.ts";
import { isSignedBy } from "./key-algorithm.ts";
import { publicKeyHint } from "./public-key.ts";
import { refuse } from "./refusal.ts";
import type { LayerSignature, Trust } from "./trust.ts";

export const otherKey = "the signature was not made by this key";

/** One key must have signed. Log entries and timestamps are left aside: without a trusted root nothing can be said of them. */
export function keyTrust(key: KeyObject): Trust {
  return {
    signer: "this key",
    key,
    bundle: (bundle) => assertBundleSigned(bundle, key),
    layer: (layer) => {
      if (!isSignedBy(key, signedBytes(layer), layer.signature)) refuse(otherKey);
    },
  };
}

function signedBytes({ signed }: LayerSignature): Uint8Array {
  if (signed.$case === "payload") return signed.payload;
  return preAuthEncoding(signed.envelope.payloadType, signed.envelope.payload);
}

/** The library would verify each log entry and timestamp that is there whatever the thresholds (interop §9.12). */
function assertBundleSigned(bundle: Bundle, key: KeyObject): void {
  const { content } = bundle.verificationMaterial;
  if (content.$case !== "publicKey")
    return refuse("the bundle is signed with a certificate, not with this key");
  const thresholds = { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 };
  try {
    const entity = { ...toSignedEntity(bundle), tlogEntries: [], timestamps: [] };
    new Verifier(trustIn(key), thresholds).verify(entity);
  } catch {
    refuse(otherKey);
  }
  assertHint(content.publicKey.hint, key);
}

/**
 * The hint is not signed, and cosign passes over it; who chooses a key by it must still be led to the right one.
 * @throws BpError VERIFICATION
 */
function assertHint(hint: string, key: KeyObject): void {
  const own = publicKeyHint(key);
  if (hint !== own) refuse(`the key hint is ${hint === "" ? "empty" : hint}, not ${own}`);
}

function trustIn(key: KeyObject): TrustMaterial {
  return {
    certificateAuthorities: [],
    timestampAuthorities: [],
    tlogs: [],
    ctlogs: [],
    publicKey: () => ({ publicKey: key, validFor: () => true }),
  };
}
