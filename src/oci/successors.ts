import type { Descriptor } from "../model/descriptor.ts";
import type { Manifest } from "./manifest.ts";

/**
 * What must be there before the manifest itself is of use: config, layers, the manifests of an index. The subject is
 * not among them: a referrer may be pushed before what it refers to (distribution-spec, "Pushing Manifests with Subject").
 */
export function successors(manifest: Manifest): readonly Descriptor[] {
  const config = manifest.config === undefined ? [] : [manifest.config];
  return [...config, ...manifest.layers, ...manifest.manifests];
}

/**
 * True for a layer that its licence keeps where it is: it may be named without being there (image-spec, layer.md,
 * "Non-Distributable Layers"; Docker's foreign layers).
 */
export function isForeign({ mediaType }: Descriptor): boolean {
  return (
    mediaType.startsWith("application/vnd.oci.image.layer.nondistributable.v1.") ||
    mediaType.startsWith("application/vnd.docker.image.rootfs.foreign.")
  );
}

/**
 * The descriptor under which a manifest with a subject is listed (distribution-spec, "Listing Referrers"): the type
 * from the manifest, else from its config; all its annotations.
 */
export function asReferrer(target: Descriptor, manifest: Manifest): Descriptor {
  const artifactType = manifest.artifactType ?? manifest.config?.mediaType;
  return {
    mediaType: target.mediaType,
    digest: target.digest,
    size: target.size,
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(manifest.annotations === undefined ? {} : { annotations: manifest.annotations }),
  };
}

/** The descriptors of one artifact type, or all where none is asked for. */
export function ofType(
  referrers: readonly Descriptor[],
  artifactType: string | undefined,
): readonly Descriptor[] {
  if (artifactType === undefined) return referrers;
  return referrers.filter((referrer) => referrer.artifactType === artifactType);
}
