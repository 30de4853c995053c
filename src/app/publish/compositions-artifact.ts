import { fluxArtifact } from "../../artifact/index.ts";
import type { Descriptor } from "../../model/descriptor.ts";
import { annotation } from "../../model/media-type.ts";
import type { HeldEntry, FolderArchive } from "../folder-archive.ts";
import type { Referrer } from "./referrers.ts";

/** A unit's compositions as an artifact that refers to its chart. */
export interface CompositionsArtifact {
  readonly content: FolderArchive["content"];
  readonly entries: readonly HeldEntry[];
  readonly referrer: Referrer;
}

/**
 * What Flux pulls by its own digest. The chart's signed manifest names the digest of the archive in it, since it cannot
 * name that of a manifest which names the chart.
 */
export function compositionsArtifact(
  { content, unpackedDigest, bytes, entries }: FolderArchive,
  { name, version }: { readonly name: string; readonly version: string },
  chart: Descriptor,
): CompositionsArtifact {
  const made = fluxArtifact({
    content,
    unpackedDigest,
    subject: chart,
    annotations: {
      [annotation.title]: `${name} compositions`,
      [annotation.version]: version,
    },
  });
  const blobs = [
    { descriptor: made.config, bytes: made.configBytes },
    { descriptor: made.layer, bytes },
  ];
  return { content, entries, referrer: { manifest: made, blobs } };
}
