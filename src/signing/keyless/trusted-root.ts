import { TrustedRoot } from "@sigstore/protobuf-specs";
import type { TrustMaterial } from "@sigstore/verify";
import { toTrustMaterial } from "@sigstore/verify";

import { BpError } from "../../model/error.ts";
import { reasonOf } from "../refusal.ts";

/** A trusted root as the library takes it. @throws BpError USAGE where it cannot be read */
export function trustMaterial(trustedRoot: unknown): TrustMaterial {
  try {
    return toTrustMaterial(TrustedRoot.fromJSON(trustedRoot));
  } catch (cause) {
    throw new BpError("USAGE", `the trusted root cannot be read: ${reasonOf(cause)}`, {
      hint: "give a Sigstore trusted_root.json, as `cosign trusted-root create` writes it",
      cause,
    });
  }
}
