import type { Digest } from "./digest.ts";
import { algorithmOf, hexOf } from "./digest.ts";

/** Signatures, attestations and the SBOMs of older versions. */
export type CosignSuffix = "sig" | "att" | "sbom";

/** The tags under which cosign's first format keeps what belongs to a subject: `sha256-<hex>.sig`, `.att` (interop §2.2, §2.3). */
export function cosignTag(subject: Digest, suffix: CosignSuffix): string {
  return `${algorithmOf(subject)}-${hexOf(subject)}.${suffix}`;
}

const shape = /^sha256-(?<hex>[0-9a-f]{64})(?:\.(?<suffix>sig|att|sbom))?$/u;

/** What a tag that belongs to a subject says. */
export interface SubjectTag {
  readonly subject: Digest;
  /** Empty for the index of referrers (distribution-spec, "Referrers Tag Schema"). */
  readonly suffix: "" | CosignSuffix;
}

/** Reads one of cosign's tags, or that of a fallback index; undefined for any other. */
export function parseSubjectTag(tag: string): SubjectTag | undefined {
  const found = shape.exec(tag)?.groups;
  if (found === undefined) return undefined;
  const suffix = (found["suffix"] ?? "") as SubjectTag["suffix"];
  return { subject: `sha256:${found["hex"] ?? ""}`, suffix };
}
