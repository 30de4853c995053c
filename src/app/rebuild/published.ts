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

/** @throws BpError MATERIAL for what is neither a chart nor manifests, and as reading throws */
export async function takeApart(
  source: Source,
  subject: Descriptor,
  reference: string,
): Promise<Published> {
  const manifest = await manifestOf(source, subject, reference);
  const layer = manifest.layers.find(
    ({ mediaType: type }) => type === mediaType.helmChart || type === mediaType.fluxContent,
  );
  if (layer === undefined || layer.size > packedLimit) throw neither(reference);
  const flat = layer.mediaType === mediaType.fluxContent;
  const list = await listTarGz(await source.fetch(layer), { name: reference, flat });
  const promised = manifest.annotations?.[annotation.blueprintDigest];
  const document =
    promised === undefined
      ? undefined
      : await publishedDocument(source, subject, { promised, reference });
  return { manifest, archive: { ...list, digest: layer.digest }, document };
}

async function manifestOf(
  source: Source,
  subject: Descriptor,
  reference: string,
): Promise<Manifest> {
  if (subject.mediaType !== mediaType.manifest) throw neither(reference);
  return parseManifest(await fetchAll(source, subject), subject.digest);
}

function neither(reference: string): BpError {
  return new BpError("MATERIAL", `${reference} is neither a Helm chart nor manifests for Flux`);
}
