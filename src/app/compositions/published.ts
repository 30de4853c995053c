import type { Descriptor } from "../../model/descriptor.ts";
import { BpError } from "../../model/error.ts";
import { mediaType } from "../../model/media-type.ts";
import type { Manifest, Source } from "../../oci/index.ts";
import { fetchAll, parseManifest } from "../../oci/index.ts";
import { folderLimits } from "../folder-archive.ts";
import { readFolderArchive } from "./read.ts";

/** What refers to a chart with Flux's media types. */
export interface PublishedCompositions {
  /** The one that Flux pulls. */
  readonly descriptor: Descriptor;
  readonly manifest: Manifest;
  /** The archive. */
  readonly layer: Descriptor | undefined;
}

/** True for a referrer that has the type of compositions. */
export function holdsCompositions({ artifactType }: Descriptor): boolean {
  return artifactType === mediaType.fluxConfig;
}

/** Reads a referrer's manifest, as far as it is one. @throws BpError as the store does */
export async function readCompositions(
  source: Source,
  descriptor: Descriptor,
): Promise<PublishedCompositions> {
  const manifest = parseManifest(await fetchAll(source, descriptor), descriptor.digest);
  const [layer, ...more] = manifest.layers;
  const isContent = layer?.mediaType === mediaType.fluxContent && more.length === 0;
  return { descriptor, manifest, layer: isContent ? layer : undefined };
}

/** What a chart's manifest says of its compositions. */
export interface Promised {
  /** The digest of their archive. */
  readonly promised: string;
  /** Names the chart in messages. */
  readonly reference: string;
}

/** The compositions whose archive has the digest that a chart promises. @throws BpError MATERIAL where they are not there */
export async function promisedCompositions(
  source: Source,
  subject: Descriptor,
  { promised, reference }: Promised,
): Promise<PublishedCompositions & { readonly layer: Descriptor }> {
  for (const listed of await source.referrers(subject, mediaType.fluxConfig)) {
    const { layer, ...rest } = await readCompositions(source, listed);
    if (layer?.digest === promised) return { ...rest, layer };
  }
  throw new BpError("MATERIAL", `${reference} lacks the compositions ${promised}`, {
    hint: "`bp verify` shows what else is missing; `bp publish` of the same source repairs it",
  });
}

/**
 * The files of the compositions that a chart's manifest promises, by their paths below compositions/.
 * @throws BpError MATERIAL where they are not there, BAD_ARCHIVE, LIMIT, and as the store does
 */
export async function publishedFiles(
  source: Source,
  subject: Descriptor,
  promise: Promised,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { layer } = await promisedCompositions(source, subject, promise);
  const bytes = await fetchAll(source, layer, folderLimits.packed);
  return readFolderArchive(bytes, `the compositions of ${promise.reference}`);
}
