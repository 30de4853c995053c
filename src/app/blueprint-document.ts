import type { Descriptor } from "../model/descriptor.ts";
import { BpError } from "../model/error.ts";
import { mediaType } from "../model/media-type.ts";
import { fetchAll, parseManifest } from "../oci/index.ts";
import type { Source } from "../oci/index.ts";

const documentLimit = 5 * 1024 * 1024;

/** The blueprint.yaml that a chart manifest promises by its digest, as it was published. @throws BpError MATERIAL where it is not there */
export async function publishedDocument(
  source: Source,
  subject: Descriptor,
  { promised, reference }: { readonly promised: string; readonly reference: string },
): Promise<Uint8Array> {
  for (const referrer of await source.referrers(subject, mediaType.blueprint)) {
    const { layers } = parseManifest(await fetchAll(source, referrer), referrer.digest);
    const layer = layers.find(({ digest }) => digest === promised);
    if (layer !== undefined) return fetchAll(source, layer, documentLimit);
  }
  throw new BpError("MATERIAL", `${reference} lacks the blueprint document ${promised}`, {
    hint: "`bp verify` shows what else is missing; `bp publish` of the same source repairs it",
  });
}
