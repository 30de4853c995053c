import { predicateType } from "../model/media-type.ts";

export type CheckName =
  | "signature-bundle"
  | "signature-legacy"
  | "provenance-bundle"
  | "provenance-legacy"
  | "sbom-bundle"
  | "sbom-legacy"
  | "spdx-bundle"
  | "spdx-legacy"
  | "foreign-bundle";

/** One line of a verification. */
export interface Check {
  readonly name: CheckName;
  readonly ok: boolean;
  /** What was found, or why it fails: one sentence without a full stop. */
  readonly detail: string;
  /** It is not there, and nothing asks for it. */
  readonly warning?: true;
}

/** The predicate types that an artifact of ours is attested with, by the word a report uses. */
export const attested: Readonly<Record<"signature" | "provenance" | "sbom" | "spdx", string>> = {
  signature: predicateType.cosignSign,
  provenance: predicateType.slsaProvenance,
  sbom: predicateType.cyclonedx,
  spdx: predicateType.spdx,
};

/** Something that may be a valid signature: found, read, judged. */
export interface Candidate<T> {
  /** The predicate type that it announces, empty where it announces none. */
  readonly claim: string;
  /** What a detail calls it. */
  readonly name: string;
  readonly verified: T | undefined;
  /** Why it is not valid. */
  readonly problem: string | undefined;
}

/** Passes where at least one candidate is valid; else the first one's problem says why. */
export function checkOf(
  name: CheckName,
  candidates: readonly Candidate<unknown>[],
  { absent, signer }: { readonly absent: string; readonly signer: string },
): Check {
  const valid = candidates.find((candidate) => candidate.problem === undefined);
  if (valid !== undefined)
    return { name, ok: true, detail: `${valid.name} is signed by ${signer}` };
  const [invalid] = candidates;
  const detail = invalid === undefined ? absent : `${invalid.name}: ${invalid.problem ?? ""}`;
  return { name, ok: false, detail };
}
