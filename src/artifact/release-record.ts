import type { Descriptor } from "../model/descriptor.ts";
import { descriptorOf } from "../model/descriptor.ts";
import { annotation, mediaType } from "../model/media-type.ts";
import { emptyConfig } from "./empty-config.ts";
import { manifestBytes } from "./manifest-json.ts";

/** A release record as an artifact of its own: empty config, one layer. */
export interface RecordArtifact {
  readonly manifest: Uint8Array;
  readonly descriptor: Descriptor;
  readonly layer: Descriptor;
}

/** The manifest of a release record, which `oras pull` writes as release.json. */
export function recordArtifact(record: Uint8Array): RecordArtifact {
  const layer = {
    ...descriptorOf(mediaType.release, record),
    annotations: { [annotation.title]: "release.json" },
  };
  const manifest = manifestBytes({
    artifactType: mediaType.release,
    config: emptyConfig.descriptor,
    layers: [layer],
  });
  return { manifest, descriptor: descriptorOf(mediaType.manifest, manifest), layer };
}
