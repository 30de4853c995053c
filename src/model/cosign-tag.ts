import type { Digest } from "./digest.ts";
import { algorithmOf, hexOf } from "./digest.ts";

/** The tags under which cosign's first format keeps what belongs to a subject: `sha256-<hex>.sig`, `.att` (interop §2.2, §2.3). */
export function cosignTag(subject: Digest, suffix: "sig" | "att"): string {
  return `${algorithmOf(subject)}-${hexOf(subject)}.${suffix}`;
}
