import type { Descriptor } from "../model/descriptor.ts";
import { goJson, sortKeys } from "../model/go-json.ts";
import { mediaType } from "../model/media-type.ts";

/** The fields of an image manifest (OCI image-spec v1.1, manifest.md) that `bp` writes. */
export interface ManifestFields {
  readonly artifactType?: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * The manifest's bytes, the same for the same fields: fields in the specification's order, annotations sorted by code
 * unit, no spaces, escapes as Go writes them.
 */
export function manifestBytes(fields: ManifestFields): Uint8Array {
  const { artifactType, config, layers, subject, annotations = {} } = fields;
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaType.manifest,
    ...(artifactType === undefined ? {} : { artifactType }),
    config: ordered(config),
    layers: layers.map(ordered),
    ...(subject === undefined ? {} : { subject: bare(subject) }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations: sortKeys(annotations) }),
  };
  return new TextEncoder().encode(goJson(manifest));
}

/** The descriptor in one key order; fields beyond ours, which a foreign manifest may carry, follow sorted. */
function ordered(descriptor: Descriptor): Record<string, unknown> {
  const { mediaType, digest, size, annotations, ...rest } = descriptor;
  return {
    mediaType,
    digest,
    size,
    ...(annotations === undefined ? {} : { annotations: sortKeys(annotations) }),
    ...sortKeys(rest),
  };
}

/** A subject is named by type, digest and size alone: what a listing says of it beside that is not part of it. */
function bare({ mediaType, digest, size }: Descriptor): Descriptor {
  return { mediaType, digest, size };
}
