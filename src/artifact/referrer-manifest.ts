import type { Descriptor } from "../model/descriptor.ts";
import { descriptorOf } from "../model/descriptor.ts";
import { annotation, mediaType } from "../model/media-type.ts";
import type { SbomForm } from "../model/sbom-form.ts";
import { emptyConfig } from "./empty-config.ts";
import { manifestBytes } from "./manifest-json.ts";

export interface ReferrerInput {
  readonly artifactType: string;
  readonly layer: Descriptor;
  /** The manifest that this one is about. */
  readonly subject: Descriptor;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface ReferrerManifest {
  readonly manifest: Uint8Array;
  /** As a listing of referrers shows it: `artifactType` and annotations filled in. */
  readonly descriptor: Descriptor;
  /** The empty config: push it before the manifest. */
  readonly config: Descriptor;
}

/**
 * A manifest with a subject (OCI image-spec v1.1, manifest.md): empty config, one layer. It carries no creation time,
 * which no reader needs, so that the same content gives the same digest and a second run finds it.
 */
export function referrerManifest(input: ReferrerInput): ReferrerManifest {
  const { artifactType, layer, subject, annotations } = input;
  const config = emptyConfig.descriptor;
  const manifest = manifestBytes({ artifactType, config, layers: [layer], subject, annotations });
  const descriptor = { ...descriptorOf(mediaType.manifest, manifest), artifactType };
  return {
    manifest,
    descriptor: Object.keys(annotations).length === 0 ? descriptor : { ...descriptor, annotations },
    config,
  };
}

/**
 * Carries a Sigstore bundle (interop §2.4): cosign finds it by the layer's type, other readers by the artifact's.
 * The signer's name lets a listing tell whose bundle it is; what proves it is in the bundle alone.
 */
export function bundleReferrer(
  bundle: Uint8Array,
  predicateType: string,
  subject: Descriptor,
  signer?: string,
): ReferrerManifest {
  return referrerManifest({
    artifactType: mediaType.bundle,
    layer: descriptorOf(mediaType.bundle, bundle),
    subject,
    annotations: {
      [annotation.bundleContent]: "dsse-envelope",
      [annotation.bundlePredicateType]: predicateType,
      ...(signer === undefined ? {} : { [annotation.signer]: signer }),
    },
  });
}

/** Carries a bare SBOM for `oras discover` and `oras pull` (interop §5.2). */
export function sbomReferrer(
  sbom: Uint8Array,
  form: Pick<SbomForm, "mediaType" | "file">,
  subject: Descriptor,
): ReferrerManifest {
  return referrerManifest({
    artifactType: form.mediaType,
    layer: {
      ...descriptorOf(form.mediaType, sbom),
      annotations: { [annotation.title]: form.file },
    },
    subject,
    annotations: {},
  });
}
