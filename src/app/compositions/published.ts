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

/** The compositions whose archive has the digest that the chart's manifest promises; undefined where they are not there. */
export async function publishedCompositions(
  source: Source,
  subject: Descriptor,
  promised: string,
): Promise<(PublishedCompositions & { readonly layer: Descriptor }) | undefined> {
  for (const listed of await source.referrers(subject, mediaType.fluxConfig)) {
    const { layer, ...rest } = await readCompositions(source, listed);
    if (layer?.digest === promised) return { ...rest, layer };
  }
  return undefined;
}

/**
 * The files of the compositions that a chart's manifest promises, by their paths below compositions/.
 * @param reference names the chart in messages
 * @throws BpError MATERIAL where they are not there, BAD_ARCHIVE, LIMIT, and as the store does
 */
export async function publishedFiles(
  source: Source,
  subject: Descriptor,
  promised: string,
  reference: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = await publishedCompositions(source, subject, promised);
  if (found === undefined)
    throw new BpError("MATERIAL", `${reference} lacks the compositions ${promised}`, {
      hint: "`bp verify` shows what else is missing; `bp publish` of the same source repairs it",
    });
  const bytes = await fetchAll(source, found.layer, folderLimits.packed);
  return readFolderArchive(bytes, `the compositions of ${reference}`);
}
