import type { Descriptor } from "../model/descriptor.ts";
import { annotation, mediaType } from "../model/media-type.ts";
import type { Manifest, Source } from "../oci/index.ts";
import { fetchAll, parseManifest } from "../oci/index.ts";
import type { Candidate } from "./check.ts";
import { judge } from "./judge.ts";
import { refuse } from "./refusal.ts";
import type { Trust } from "./trust.ts";
import type { VerifiedStatement } from "./verify-bundle.ts";
import { verifyBundle } from "./verify-bundle.ts";

/** In bytes. Kyverno reads up to 10 MB. */
const bundleLimit = 16 * 1024 * 1024;
const bundlePrefix = "application/vnd.dev.sigstore.bundle";
/** Types of referrers that are no signatures; all others are opened, as cosign does, since listings may say less than manifests. */
const otherTypes: ReadonlySet<string | undefined> = new Set([
  mediaType.cyclonedx,
  mediaType.spdx,
  mediaType.blueprint,
]);
const maximumReferrers = 500;

export interface SubjectInput {
  readonly source: Source;
  readonly subject: Descriptor;
  readonly trust: Trust;
  readonly signal?: AbortSignal | undefined;
}

export interface VerifiedBundle extends VerifiedStatement {
  /** The referrer's manifest. */
  readonly referrer: Descriptor;
  readonly bundle: Uint8Array;
}

/** Every bundle among the referrers, judged. What turns out to be no bundle at all is left out, as cosign does. */
export async function bundleCandidates(
  input: SubjectInput,
  referrers: readonly Descriptor[],
): Promise<readonly Candidate<VerifiedBundle>[]> {
  const possible = referrers.filter(({ artifactType }) => !otherTypes.has(artifactType));
  const judged = await Promise.all(
    possible.slice(0, maximumReferrers).map((referrer) => candidate(input, referrer)),
  );
  const found = judged.filter((item) => item !== undefined);
  return possible.length > maximumReferrers ? [...found, tooMany] : found;
}

const tooMany: Candidate<never> = {
  claim: "",
  name: "the rest",
  verified: undefined,
  problem: `more than ${maximumReferrers} referrers: not all of them were read`,
};

async function candidate(
  input: SubjectInput,
  referrer: Descriptor,
): Promise<Candidate<VerifiedBundle> | undefined> {
  const name = `the bundle ${referrer.digest}`;
  const listed = referrer.annotations?.[annotation.bundlePredicateType] ?? "";
  const read = await judge(listed, name, () => manifestOf(input, referrer));
  if (read.verified === undefined) return { ...read, verified: undefined };
  const manifest = read.verified;
  if (!holdsBundle(manifest)) return undefined;
  const claim = manifest.annotations?.[annotation.bundlePredicateType] ?? "";
  const judged = await judge(claim, name, () => verifyReferrer(input, referrer, manifest));
  return claim === "" ? { ...judged, claim: judged.verified?.predicateType ?? "" } : judged;
}

async function manifestOf(input: SubjectInput, referrer: Descriptor): Promise<Manifest> {
  const bytes = await fetchAll(input.source, referrer, undefined, input.signal);
  return parseManifest(bytes, referrer.digest);
}

function holdsBundle({ artifactType, layers }: Manifest): boolean {
  const types = [artifactType ?? "", ...layers.map((layer) => layer.mediaType)];
  return types.some((type) => type.startsWith(bundlePrefix));
}

async function verifyReferrer(
  { source, subject, trust, signal }: SubjectInput,
  referrer: Descriptor,
  manifest: Manifest,
): Promise<VerifiedBundle> {
  const [layer, ...more] = manifest.layers;
  if (layer === undefined || more.length > 0) return refuse("its manifest has not one layer");
  if (layer.mediaType !== mediaType.bundle) refuse(`its layer is ${layer.mediaType}`);
  if (manifest.artifactType !== mediaType.bundle)
    refuse("its manifest is not of the bundle's type");
  if (manifest.subject?.digest !== subject.digest) refuse("its manifest has another subject");
  if (manifest.config !== undefined) await fetchAll(source, manifest.config, undefined, signal);
  const bundle = await fetchAll(source, layer, bundleLimit, signal);
  const verified = verifyBundle(bundle, subject.digest, trust);
  const announced = manifest.annotations?.[annotation.bundlePredicateType];
  if (announced !== undefined && announced !== verified.predicateType) {
    refuse(`it announces ${announced} and holds ${verified.predicateType}`);
  }
  return { ...verified, referrer, bundle };
}
