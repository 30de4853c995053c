import { mediaType } from "../../model/media-type.ts";
import type { Source } from "../../oci/index.ts";
import { fetchAll, isManifest, parseManifest } from "../../oci/index.ts";

/** True where the reference leads to what a blueprint ships: a Helm chart, or manifests for Flux that refer to nothing. */
export async function isChart(source: Source, reference: string): Promise<boolean> {
  const root = await source.resolve(reference);
  if (!isManifest(root.mediaType)) return false;
  const manifest = parseManifest(await fetchAll(source, root), root.digest);
  const type = manifest.config?.mediaType;
  if (type === mediaType.fluxConfig) return manifest.subject === undefined;
  return type === mediaType.helmConfig;
}
