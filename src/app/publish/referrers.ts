import {
  blueprintReferrer,
  bundleReferrer,
  emptyConfig,
  sbomReferrer,
} from "../../artifact/index.ts";
import type { ReferrerManifest } from "../../artifact/index.ts";
import type { Descriptor } from "../../model/descriptor.ts";
import { descriptorOf } from "../../model/descriptor.ts";
import { annotation, mediaType, predicateType } from "../../model/media-type.ts";
import { sbomForms } from "../../model/sbom-form.ts";
import { bytesContent } from "../../oci/index.ts";
import type { Store } from "../../oci/index.ts";
import type { Attestation } from "../../signing/index.ts";
import type { Blob } from "./blob.ts";
import type { Release, SbomDocument } from "./release.ts";

/** The predicate types that every artifact is attested with. */
export const attestedTypes: readonly string[] = [
  predicateType.cosignSign,
  predicateType.slsaProvenance,
  ...sbomForms.map((form) => form.predicateType),
];

/** A manifest that refers to another. */
export interface Referrer {
  readonly manifest: Pick<ReferrerManifest, "manifest" | "descriptor">;
  /** What must be there before it: its config and what it carries. */
  readonly blobs: readonly Blob[];
}

/** The referrers that carry the signed bundles. */
export function bundleReferrers(
  subject: Descriptor,
  attestations: readonly Attestation[],
  signer: string,
): readonly Referrer[] {
  return attestations.map(({ bundle, predicateType: type }) => ({
    manifest: bundleReferrer(bundle, type, subject, signer),
    blobs: carried(mediaType.bundle, bundle),
  }));
}

/** The referrers that carry what is attested or promised elsewhere: the SBOMs by themselves, the blueprint document, the compositions. */
export function documentReferrers(
  release: Release,
  sboms: readonly SbomDocument[],
): readonly Referrer[] {
  const subject = release.manifest.descriptor;
  const bare = sboms.map(({ form, bytes }) => ({
    manifest: sbomReferrer(bytes, form, subject),
    blobs: carried(form.mediaType, bytes),
  }));
  const { blueprint, compositions } = release;
  const document =
    blueprint === undefined
      ? []
      : [
          {
            manifest: blueprintReferrer({ document: blueprint, subject }),
            blobs: carried(mediaType.blueprint, blueprint),
          },
        ];
  return [...bare, ...document, ...(compositions === undefined ? [] : [compositions.referrer])];
}

function carried(type: string, bytes: Uint8Array): readonly Blob[] {
  return [emptyConfig, { descriptor: descriptorOf(type, bytes), bytes }];
}

/** Pushes referrers by their digests, their blobs being there. */
export async function pushReferrers(store: Store, referrers: readonly Referrer[]): Promise<void> {
  await Promise.all(
    referrers.map(({ manifest }) =>
      store.push(manifest.descriptor, bytesContent(manifest.manifest)),
    ),
  );
}

export type Completeness =
  | { readonly kind: "complete" }
  | { readonly kind: "incomplete" }
  /** Somebody else signed it; the value is what the listing calls them. */
  | { readonly kind: "foreign"; readonly signer: string };

/** What a listing of referrers says of a release: all there, some missing, or signed by another key. */
export function completeness(
  listed: readonly Descriptor[],
  release: Release,
  signer: string,
): Completeness {
  const bundles = listed.filter(({ artifactType }) => artifactType === mediaType.bundle);
  const other = bundles
    .flatMap(({ annotations }) => annotations?.[annotation.signer] ?? [])
    .find((name) => name !== signer);
  if (other !== undefined) return { kind: "foreign", signer: other };
  const types = new Set(
    bundles.map(({ annotations }) => annotations?.[annotation.bundlePredicateType]),
  );
  const documents = new Set(listed.map(({ artifactType }) => artifactType));
  const compositions = release.compositions?.referrer.manifest.descriptor.digest;
  const complete =
    attestedTypes.every((type) => types.has(type)) &&
    sbomForms.every((form) => documents.has(form.mediaType)) &&
    (release.blueprint === undefined || documents.has(mediaType.blueprint)) &&
    (compositions === undefined || listed.some(({ digest }) => digest === compositions));
  return { kind: complete ? "complete" : "incomplete" };
}
