import type { Descriptor } from "../model/descriptor.ts";
import { descriptorOf } from "../model/descriptor.ts";
import type { Digest } from "../model/digest.ts";
import { digestOf } from "../model/digest.ts";
import { annotation, mediaType } from "../model/media-type.ts";
import { manifestBytes } from "./manifest-json.ts";

export interface ChartArtifactInput {
  /** The Helm config: Chart.yaml as JSON. */
  readonly config: Uint8Array;
  /** The packed chart; only its type, digest and size enter the manifest. */
  readonly chart: Descriptor;
  /** The annotations that Helm derives from Chart.yaml. */
  readonly annotations: Readonly<Record<string, string>>;
  /** The published blueprint.yaml; absent for a chart that has none. */
  readonly blueprint?: Uint8Array;
  /** Of the archive of its compositions, where it has some. */
  readonly compositions?: Digest;
}

export interface ChartArtifact {
  readonly manifest: Uint8Array;
  readonly descriptor: Descriptor;
  readonly config: Descriptor;
  readonly blueprintDigest?: Digest;
}

/**
 * The chart's manifest (interop §1.2): one config, one layer, `mediaType` present, no `artifactType`, no creation
 * time, so that every Helm and every Flux accepts it and the same source gives the same digest. The digests of the
 * blueprint document and of the compositions' archive stand in annotations, so that a signature over the manifest covers
 * them; a chart cannot set these annotations itself.
 */
export function buildArtifact(input: ChartArtifactInput): ChartArtifact {
  const { chart, blueprint, compositions } = input;
  const config = descriptorOf(mediaType.helmConfig, input.config);
  const blueprintDigest = blueprint === undefined ? undefined : digestOf(blueprint);
  const {
    [annotation.blueprintDigest]: _document,
    [annotation.compositionsDigest]: _compositions,
    ...annotations
  } = input.annotations;
  const manifest = manifestBytes({
    config,
    layers: [{ mediaType: mediaType.helmChart, digest: chart.digest, size: chart.size }],
    annotations: {
      ...annotations,
      ...(blueprintDigest === undefined ? {} : { [annotation.blueprintDigest]: blueprintDigest }),
      ...(compositions === undefined ? {} : { [annotation.compositionsDigest]: compositions }),
    },
  });
  return {
    manifest,
    descriptor: descriptorOf(mediaType.manifest, manifest),
    config,
    ...(blueprintDigest === undefined ? {} : { blueprintDigest }),
  };
}
