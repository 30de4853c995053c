import type { Descriptor } from "../model/descriptor.ts";
import { sbomForms } from "../model/sbom-form.ts";
import type { Source } from "../oci/index.ts";
import type { Attestation } from "./attestation.ts";
import { attestation } from "./attestation.ts";
import type { SubjectInput, VerifiedBundle } from "./bundle-candidates.ts";
import { bundleCandidates } from "./bundle-candidates.ts";
import { bundleMaterial } from "./bundle-material.ts";
import type { Candidate } from "./check.ts";
import { attachedCandidates, simpleCandidates } from "./legacy-candidates.ts";
import type { LegacyTag } from "./legacy-layers.ts";
import { readLegacyTag } from "./legacy-layers.ts";
import type { Policy } from "./policy.ts";
import { keyMaterial } from "./public-key.ts";
import type { SimpleSignature } from "./simple-signing.ts";
import { attestedSbom } from "./statement.ts";
import { trustOf } from "./trust-of.ts";
import type { Trust } from "./trust.ts";
import type { VerifiedStatement } from "./verify-bundle.ts";

export interface FindOwnInput {
  readonly source: Source;
  readonly subject: Descriptor;
  /** The listing of the subject's referrers. */
  readonly referrers: readonly Descriptor[];
  /** Whom a consumer must trust to accept what the signer makes. */
  readonly policy: Policy;
  readonly signal?: AbortSignal | undefined;
}

/** What this signer has already made for the subject, valid and in full. */
export interface OwnSignatures {
  /** By predicate type, from a bundle or, where that is lost, from the `.att`: nothing of these is to be signed again. */
  readonly attestations: ReadonlyMap<string, Attestation>;
  /** What the SBOM attestations among them hold, as files, by predicate type: the bare ones must be the same. */
  readonly sboms: ReadonlyMap<string, Uint8Array>;
  /** The referrer manifests of bundles that are there, by predicate type. */
  readonly bundles: ReadonlyMap<string, Descriptor>;
  /** The predicate types that the `.att` holds. */
  readonly attached: ReadonlySet<string>;
  /** The signature that the `.sig` holds. */
  readonly simple: SimpleSignature | undefined;
  /** The manifests behind the tags as they are, to append to. */
  readonly sigManifest: Uint8Array | undefined;
  readonly attManifest: Uint8Array | undefined;
}

/**
 * Finds what a former run, perhaps cut short, has left: so that the same signer never signs the same thing twice, and
 * other signers' layers are kept. Signatures that do not verify count as not there.
 * @throws BpError BAD_KEY, and what the store throws where it cannot be asked
 */
export async function findOwn(input: FindOwnInput): Promise<OwnSignatures> {
  const { source, subject, referrers, policy, signal } = input;
  const trust = await trustOf(policy);
  const asked: SubjectInput = { source, subject, trust, signal };
  const [bundles, sig, att] = await Promise.all([
    bundleCandidates(asked, referrers),
    readLegacyTag(asked, "sig"),
    readLegacyTag(asked, "att"),
  ]);
  const [simple] = valid(await simpleCandidates(asked, sig));
  const attached = valid(await attachedCandidates(asked, att));
  const own = valid(bundles);
  return {
    attestations: attestations(own, attached, trust),
    sboms: sbomsIn([...own, ...attached]),
    bundles: new Map(own.toReversed().map((item) => [item.predicateType, item.referrer])),
    attached: new Set(attached.map((item) => item.predicateType)),
    simple,
    ...manifests(sig, att),
  };
}

function manifests(
  sig: LegacyTag,
  att: LegacyTag,
): Pick<OwnSignatures, "sigManifest" | "attManifest"> {
  return { sigManifest: sig.manifest, attManifest: att.manifest };
}

function valid<T>(candidates: readonly Candidate<T>[]): readonly T[] {
  return candidates.flatMap(({ verified }) => (verified === undefined ? [] : [verified]));
}

function sbomsIn(statements: readonly VerifiedStatement[]): ReadonlyMap<string, Uint8Array> {
  const found = sbomForms.flatMap(({ predicateType: type }) => {
    const statement = statements.find((item) => item.predicateType === type);
    return statement === undefined ? [] : [[type, attestedSbom(statement.predicate)] as const];
  });
  return new Map(found);
}

/**
 * The first bundle of a type wins, and any bundle wins over the `.att`: it may carry more than the envelope. A lost bundle
 * is made again from the `.att` where a key signed it; a certificate's needs the log's proof, which the `.att` lacks.
 */
function attestations(
  own: readonly VerifiedBundle[],
  attached: readonly VerifiedStatement[],
  { key }: Trust,
): ReadonlyMap<string, Attestation> {
  const found = new Map<string, Attestation>();
  for (const { predicateType: type, envelope, bundle } of own) {
    const { material, evidence } = bundleMaterial(bundle, key);
    if (!found.has(type))
      found.set(type, attestation(type, { envelope, key: material }, evidence, bundle));
  }
  for (const { predicateType: type, envelope } of attached) {
    if (key !== undefined && !found.has(type))
      found.set(type, attestation(type, { envelope, key: keyMaterial(key) }, []));
  }
  return found;
}
