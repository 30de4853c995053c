import type { Descriptor } from "../model/descriptor.ts";
import { descriptorOf } from "../model/descriptor.ts";
import type { Digest } from "../model/digest.ts";
import { goJson } from "../model/go-json.ts";
import { mediaType } from "../model/media-type.ts";
import { manifestBytes } from "./manifest-json.ts";

export interface FluxArtifactInput {
  /** The tar.gz that Flux unpacks. */
  readonly content: Pick<Descriptor, "digest" | "size">;
  /** Of the tar itself, as an image config names its layers. */
  readonly unpackedDigest: Digest;
  /** The artifact that it belongs to, where it is not one by itself. */
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface FluxArtifact {
  readonly manifest: Uint8Array;
  /** As a listing of referrers shows it where it has a subject. */
  readonly descriptor: Descriptor;
  readonly layer: Descriptor;
  readonly config: Descriptor;
  readonly configBytes: Uint8Array;
}

/**
 * The manifest that Flux's OCIRepository takes for a folder of YAML, with the media types of `flux push artifact`: an
 * image config of one layer, without the time that Flux writes, and no artifactType, in whose place a listing of
 * referrers shows the config's type (OCI image-spec v1.1, manifest.md).
 */
export function fluxArtifact(input: FluxArtifactInput): FluxArtifact {
  const { content, unpackedDigest, subject, annotations = {} } = input;
  const configBytes = imageConfig(unpackedDigest);
  const config = descriptorOf(mediaType.fluxConfig, configBytes);
  const layer = {
    mediaType: mediaType.fluxContent,
    digest: content.digest,
    size: content.size,
  };
  const manifest = manifestBytes({
    config,
    layers: [layer],
    annotations,
    ...(subject === undefined ? {} : { subject }),
  });
  const bare = descriptorOf(mediaType.manifest, manifest);
  const descriptor = subject === undefined ? bare : listed(bare, annotations);
  return { manifest, descriptor, layer, config, configBytes };
}

function listed(bare: Descriptor, annotations: Readonly<Record<string, string>>): Descriptor {
  const descriptor = { ...bare, artifactType: mediaType.fluxConfig };
  return Object.keys(annotations).length === 0 ? descriptor : { ...descriptor, annotations };
}

function imageConfig(unpacked: Digest): Uint8Array {
  const created = "0001-01-01T00:00:00Z";
  const config = {
    architecture: "",
    created,
    history: [{ created }],
    os: "",
    rootfs: { type: "layers", diff_ids: [unpacked] },
    config: {},
  };
  return new TextEncoder().encode(goJson(config));
}
