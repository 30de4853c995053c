import type { Descriptor } from "../model/descriptor.ts";
import type { Source } from "../oci/index.ts";
import type { SubjectInput, VerifiedBundle } from "./bundle-candidates.ts";
import { bundleCandidates } from "./bundle-candidates.ts";
import type { Candidate, Check, CheckName } from "./check.ts";
import { attested, checkOf } from "./check.ts";
import { judge } from "./judge.ts";
import { attachedCandidates, simpleCandidates } from "./legacy-candidates.ts";
import type { LegacyTag } from "./legacy-layers.ts";
import { readWholeLegacyTag } from "./legacy-layers.ts";
import { isUnpromised } from "./log-indexes.ts";
import type { Policy } from "./policy.ts";
import type { Formats } from "./signer.ts";
import { trustOf } from "./trust-of.ts";
import type { Trust } from "./trust.ts";
import type { VerifiedStatement } from "./verify-bundle.ts";

export interface VerifySignaturesInput {
  readonly source: Source;
  readonly subject: Descriptor;
  readonly policy: Policy;
  /** What must be there; undefined: both, but where the bundles are logged without a promise. */
  readonly formats?: Formats | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface VerifiedSignatures {
  /** Nine, always the same names in the same order. */
  readonly checks: readonly Check[];
  /** What the policy's key says of the subject, from bundles and from `.att`: one statement may come from both. */
  readonly statements: readonly VerifiedStatement[];
  /** What was asked for, or what the log allows. */
  readonly formats: Formats;
}

/**
 * Reads everything that signs or attests the subject as a consumer would, in both formats, and judges it against the
 * policy. A fault of an artifact is a failed check.
 * @throws BpError BAD_KEY for the policy's key, and what the store throws where it cannot be asked
 */
export async function verifySignatures(input: VerifySignaturesInput): Promise<VerifiedSignatures> {
  const { source, subject, policy, signal } = input;
  const asked = { source, subject, trust: await trustOf(policy), signal };
  const [bundles, simple, attached] = await Promise.all([
    findBundles(asked),
    findLegacy(asked, "sig", simpleCandidates),
    findLegacy(asked, "att", attachedCandidates),
  ]);
  const { signer } = asked.trust;
  const formats = input.formats ?? formatsOf(bundles, asked.trust);
  const check = (
    name: CheckName,
    candidates: readonly Candidate<unknown>[],
    absent: string,
  ): Check =>
    formats === "bundle" && candidates.length === 0 && name.endsWith("-legacy")
      ? { name, ok: true, warning: true, detail: `${absent}: the bundles alone are signed` }
      : checkOf(name, candidates, { absent, signer });
  const checks = [
    check("signature-bundle", of(bundles, attested.signature), "there is no signature bundle"),
    check("signature-legacy", simple, "there is no .sig"),
    check("provenance-bundle", of(bundles, attested.provenance), "there is no provenance bundle"),
    check("provenance-legacy", of(attached, attested.provenance), "there is none in .att"),
    check("sbom-bundle", of(bundles, attested.sbom), "there is no SBOM bundle"),
    check("sbom-legacy", of(attached, attested.sbom), "there is none in .att"),
    check("spdx-bundle", of(bundles, attested.spdx), "there is no bundle of an SBOM in SPDX"),
    check("spdx-legacy", of(attached, attested.spdx), "there is none in .att"),
    foreignCheck(bundles, signer),
  ];
  const statements = [...bundles, ...attached].flatMap(({ verified }) => verified ?? []);
  return { checks, statements, formats };
}

/** A log entry tells only under a certificate: beside a key, nothing looks at it. */
function formatsOf(bundles: readonly Candidate<VerifiedBundle>[], { key }: Trust): Formats {
  const verified = bundles.flatMap((one) => one.verified ?? []);
  const unpromised = verified.length > 0 && verified.every(({ bundle }) => isUnpromised(bundle));
  return key === undefined && unpromised ? "bundle" : "both";
}

/** Those of one predicate type, and those that could not be read far enough to tell. */
function of<T>(candidates: readonly Candidate<T>[], type: string): readonly Candidate<T>[] {
  return [...candidates.filter(({ claim }) => claim === type), ...candidates.filter(isUntold)];
}

function isUntold({ claim, problem }: Candidate<unknown>): boolean {
  return claim === "" && problem !== undefined;
}

/**
 * cosign 3 and Flux look at every bundle of an artifact, whatever it says, and leave `.sig` aside as soon as there is
 * one (interop §2.5): a bundle that this key did not make is a fault even where ours are in order.
 */
function foreignCheck(bundles: readonly Candidate<unknown>[], signer: string): Check {
  const foreign = bundles.find(({ problem }) => problem !== undefined);
  return foreign === undefined
    ? { name: "foreign-bundle", ok: true, detail: `every bundle is signed by ${signer}` }
    : { name: "foreign-bundle", ok: false, detail: `${foreign.name}: ${foreign.problem ?? ""}` };
}

async function findBundles(input: SubjectInput): ReturnType<typeof bundleCandidates> {
  const { source, subject, signal } = input;
  const listed = await judge("", "the list of referrers", () =>
    source.referrers(subject, undefined, signal),
  );
  if (listed.verified === undefined) return [{ ...listed, verified: undefined }];
  return bundleCandidates(input, listed.verified);
}

async function findLegacy<T>(
  input: SubjectInput,
  suffix: "sig" | "att",
  candidates: (input: SubjectInput, tag: LegacyTag) => Promise<readonly Candidate<T>[]>,
): Promise<readonly Candidate<T>[]> {
  const read = await judge("", `.${suffix}`, () => readWholeLegacyTag(input, suffix));
  return read.verified === undefined
    ? [{ ...read, verified: undefined }]
    : candidates(input, read.verified);
}
