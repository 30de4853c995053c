import { listTarGz, packedLimit } from "../../archive/index.ts";
import type { Descriptor } from "../../model/descriptor.ts";
import { BpError } from "../../model/error.ts";
import { annotation, mediaType } from "../../model/media-type.ts";
import { fetchAll, parseManifest } from "../../oci/index.ts";
import type { Manifest, Source } from "../../oci/index.ts";
import { publishedDocument } from "../blueprint-document.ts";
import type { PackedList } from "./compare-archives.ts";

/** A published artifact, taken apart. */
export interface Published {
  readonly manifest: Manifest;
  readonly archive: PackedList;
  /** undefined where the manifest promises none. */
  readonly document: Uint8Array | undefined;
}

/** @throws BpError MATERIAL for what is no chart, and as reading throws */
export async function takeApart(
  source: Source,
  subject: Descriptor,
  reference: string,
): Promise<Published> {
  const manifest = await chartManifest(source, subject, reference);
  const layer = manifest.layers.find((one) => one.mediaType === mediaType.helmChart);
  if (layer === undefined || layer.size > packedLimit)
    throw new BpError("MATERIAL", `${reference} is no Helm chart`);
  const list = await listTarGz(await source.fetch(layer), { name: reference });
  const promised = manifest.annotations?.[annotation.blueprintDigest];
  const document =
    promised === undefined
      ? undefined
      : await publishedDocument(source, subject, { promised, reference });
  return { manifest, archive: { ...list, digest: layer.digest }, document };
}

async function chartManifest(
  source: Source,
  subject: Descriptor,
  reference: string,
): Promise<Manifest> {
  if (subject.mediaType !== mediaType.manifest)
    throw new BpError("MATERIAL", `${reference} is no Helm chart`);
  return parseManifest(await fetchAll(source, subject), subject.digest);
}
