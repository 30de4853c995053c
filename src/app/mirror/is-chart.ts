import { mediaType } from "../../model/media-type.ts";
import type { Manifest, Source } from "../../oci/index.ts";
import { fetchAll, isManifest, parseManifest } from "../../oci/index.ts";

/**
 * True where the reference leads to what a blueprint ships, or to what Helm or Flux could take for it: a chart, or
 * manifests for Flux that refer to nothing; under whatever config, and in whatever place of an index.
 */
export async function isChart(source: Source, reference: string, depth = 0): Promise<boolean> {
  const root = await source.resolve(reference);
  if (!isManifest(root.mediaType)) return false;
  const manifest = parseManifest(await fetchAll(source, root), root.digest);
  if (isTakenForOne(manifest)) return true;
  const { manifests } = manifest;
  if (manifests.length > mostListed || (manifests.length > 0 && depth >= deepest)) return true;
  for (const { digest } of manifests) if (await isChart(source, digest, depth + 1)) return true;
  return false;
}

/** An index with more than these, or deeper than any that a tool writes, is held to the policy unread. */
const mostListed = 100;
const deepest = 2;

function isTakenForOne({ config, layers, subject }: Manifest): boolean {
  const types = new Set([config?.mediaType, ...layers.map((layer) => layer.mediaType)]);
  if (types.has(mediaType.helmConfig) || types.has(mediaType.helmChart)) return true;
  const isFlux = types.has(mediaType.fluxConfig) || types.has(mediaType.fluxContent);
  return isFlux && subject === undefined;
}
