import type { KeyObject } from "node:crypto";

import type { Bundle } from "@sigstore/bundle";
import { toSignedEntity, Verifier } from "@sigstore/verify";

import { BpError } from "../../model/error.ts";
import { keyTrust } from "../key-trust.ts";
import type { EvidenceRules } from "../policy.ts";
import { reasonOf, refuse } from "../refusal.ts";
import type { LayerSignature, Trust } from "../trust.ts";
import { layerBundle } from "./layer-bundle.ts";
import { assertSince } from "./proven-time.ts";
import { trustMaterial } from "./trusted-root.ts";

/**
 * One key must have signed, and logs and timestamp authorities of the trusted root must say what the rules ask for.
 * @throws BpError USAGE without a trusted root, or for one that cannot be read
 */
export function witnessedKeyTrust(
  key: KeyObject,
  trustedRoot: unknown,
  { log, since }: EvidenceRules,
): Trust {
  if (trustedRoot === undefined)
    throw new BpError("USAGE", "a log or a time is asked for, and no trusted root knows one", {
      hint: "give a trusted root: --trusted-root FILE, or trustedRoot in the policy",
    });
  const plain = keyTrust(key);
  const material = {
    ...trustMaterial(trustedRoot),
    publicKey: () => ({ publicKey: key, validFor: () => true }),
  };
  const thresholds = {
    tlogThreshold: log === "required" ? 1 : 0,
    ctlogThreshold: 0,
    timestampThreshold: 0,
  };
  const witnessed = (bundle: Bundle, payload?: Uint8Array): void => {
    try {
      const artifact = payload === undefined ? undefined : Buffer.from(payload);
      new Verifier(material, thresholds).verify(toSignedEntity(bundle, artifact));
    } catch (error) {
      refuse(`what stands behind the signature does not hold: ${reasonOf(error)}`);
    }
    if (since !== undefined) assertSince(bundle, since);
  };
  return {
    signer: plain.signer,
    key,
    bundle: (bundle) => {
      plain.bundle(bundle);
      witnessed(bundle);
    },
    layer: (layer: LayerSignature) => {
      plain.layer(layer);
      const { signed } = layer;
      witnessed(layerBundle(layer, key), signed.$case === "payload" ? signed.payload : undefined);
    },
  };
}
