import type { Descriptor } from "../../model/descriptor.ts";
import { annotation, mediaType, predicateType } from "../../model/media-type.ts";
import type { Store } from "../../oci/index.ts";
import { assertMade, attest, findOwn, signSimple, signStatement } from "../../signing/index.ts";
import type { OwnSignatures, Signer } from "../../signing/index.ts";
import type { Signatures } from "./attestations.ts";
import { pushBlobs } from "./blob.ts";
import { legacyTags, pushLegacy } from "./legacy.ts";
import { bundleReferrers, pushReferrers } from "./referrers.ts";
import type { WrittenStatement } from "./report.ts";
import { writtenStatements } from "./written-statements.ts";

/** The manifest of compositions that is signed by itself, since Flux verifies what it pulls and not the chart beside. */
export interface ToSign {
  readonly subject: Descriptor;
  readonly store: Store;
  /** As signatures name it. */
  readonly repository: string;
  readonly signer: Signer;
}

export interface CompositionsSurvey {
  readonly own: OwnSignatures | undefined;
  readonly complete: boolean;
  /** Who else signed it, as the listing calls them. */
  readonly foreign: string | undefined;
}

/** What is there already; `whole` looks at the signatures themselves, not at the listing alone. */
export async function surveyCompositions(
  { subject, store, signer }: ToSign,
  whole: boolean,
): Promise<CompositionsSurvey> {
  const listed = await store.referrers(subject);
  const bundles = listed.filter(({ artifactType }) => artifactType === mediaType.bundle);
  const foreign = bundles
    .flatMap(({ annotations }) => annotations?.[annotation.signer] ?? [])
    .find((name) => name !== signer.name);
  const isSigned = bundles.some(
    ({ annotations }) => annotations?.[annotation.bundlePredicateType] === predicateType.cosignSign,
  );
  if (foreign !== undefined) return { own: undefined, complete: false, foreign };
  if (isSigned && !whole) return { own: undefined, complete: true, foreign };
  const own = await findOwn({ source: store, subject, referrers: listed, policy: signer.policy });
  const isSimple = signer.formats === "bundle" || own.simple !== undefined;
  const complete = isSimple && own.bundles.has(predicateType.cosignSign);
  return { own, complete, foreign };
}

/** Signs what this signer has not signed yet, in the formats that it writes. @throws BpError VERIFICATION where that does not verify */
export async function signCompositions(
  { subject, repository, signer }: ToSign,
  own: OwnSignatures | undefined,
): Promise<Signatures> {
  const { policy, formats } = signer;
  const [simple, attestation] = await Promise.all([
    formats === "both"
      ? (own?.simple ?? signSimple(subject.digest, repository, signer))
      : undefined,
    own?.attestations.get(predicateType.cosignSign) ??
      attest(signStatement(subject.digest), signer),
  ]);
  const attestations = [attestation];
  await assertMade({ subject: subject.digest, policy, formats, attestations, simple });
  return { attestations, simple };
}

/** Puts the signatures beside the manifest, which is there. */
export async function pushCompositionsSigned(
  { subject, store, signer }: ToSign,
  signatures: Signatures,
  own: OwnSignatures | undefined,
): Promise<{
  readonly warnings: readonly string[];
  readonly statements: readonly WrittenStatement[];
}> {
  const wanted = signatures.attestations.filter(
    (one) => own?.bundles.has(one.predicateType) !== true,
  );
  const bundles = bundleReferrers(subject, wanted, signer.name);
  const legacy = legacyTags(subject, signatures, own);
  await pushBlobs(
    store,
    [...bundles, ...legacy].flatMap(({ blobs }) => blobs),
  );
  await pushReferrers(store, bundles);
  const warnings = await pushLegacy(store, legacy);
  const all = [
    ...(own?.bundles.values() ?? []),
    ...bundles.map(({ manifest }) => manifest.descriptor),
  ];
  await store.linkReferrers(subject, all);
  return { warnings, statements: writtenStatements(wanted, bundles) };
}
