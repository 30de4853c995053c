import type { Descriptor } from "../../model/descriptor.ts";
import { annotation, mediaType } from "../../model/media-type.ts";
import { fetchAll, parseManifest } from "../../oci/index.ts";
import type { Source } from "../../oci/index.ts";
import { CheckFault } from "./attempt.ts";
import type { Found } from "./attempt.ts";

const documentLimit = 5 * 1024 * 1024;

/** The blueprint document is there, and is the one whose digest the signed manifest carries. */
export async function checkBlueprint(
  source: Source,
  subject: Descriptor,
  annotations: Readonly<Record<string, string>>,
  referrers: readonly Descriptor[],
): Promise<Found<undefined>> {
  const promised = annotations[annotation.blueprintDigest];
  const documents = referrers.filter(({ artifactType }) => artifactType === mediaType.blueprint);
  if (promised === undefined) {
    if (documents.length > 0) throw new CheckFault("a document refers to a chart that names none");
    return { value: undefined, detail: "the chart has no blueprint document" };
  }
  if (documents.length === 0) throw new CheckFault(`the document ${promised} is missing`);
  for (const referrer of documents) {
    const manifest = parseManifest(await fetchAll(source, referrer), referrer.digest);
    const [layer] = manifest.layers;
    if (layer === undefined || manifest.layers.length !== 1)
      throw new CheckFault("the document's manifest has not one layer");
    if (manifest.subject?.digest !== subject.digest)
      throw new CheckFault("the document refers to another artifact");
    if (manifest.config !== undefined) await fetchAll(source, manifest.config);
    await fetchAll(source, layer, documentLimit);
    if (layer.digest !== promised)
      throw new CheckFault(`the document is ${layer.digest}, the manifest promises ${promised}`);
  }
  return { value: undefined, detail: promised };
}
