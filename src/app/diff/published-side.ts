import { chartLimits, indexArchive, packedLimit } from "../../archive/index.ts";
import type { Descriptor } from "../../model/descriptor.ts";
import { BpError } from "../../model/error.ts";
import { annotation, mediaType } from "../../model/media-type.ts";
import type { Spool } from "../../model/ports.ts";
import type { Reference } from "../../model/reference.ts";
import { formatReference, formatTarget } from "../../model/reference.ts";
import { ships } from "../../model/workspace.ts";
import { bytesContent, fetchAll, parseManifest } from "../../oci/index.ts";
import type { Manifest, Source as Repository } from "../../oci/index.ts";
import type { OverlaidFile } from "../../workspace/index.ts";
import { filesTree } from "../../workspace/index.ts";
import { publishedDocument } from "../blueprint-document.ts";
import { compositionsFolder } from "../compositions/pack.ts";
import { publishedFiles } from "../compositions/published.ts";
import { defaultConfig } from "../config.ts";
import { load } from "../load.ts";
import type { Side } from "./side.ts";

/** Where in a blueprint's folder the files of a layer lie. */
const places: ReadonlyMap<string, string> = new Map([
  [mediaType.helmChart, "chart"],
  [mediaType.fluxContent, "manifests"],
]);

/**
 * A published version as a workspace that holds nothing else, what it ships and its blueprint.yaml read and verified by
 * digest.
 * @throws BpError NOT_FOUND, BAD_REFERENCE without tag and digest, MATERIAL where it is neither, and as the store
 */
export async function publishedSide(
  reference: Reference,
  repository: Repository,
  spool: Spool,
): Promise<Side> {
  const label = formatReference(reference);
  const named = reference.digest ?? reference.tag;
  if (named === undefined)
    throw new BpError("BAD_REFERENCE", `${label} names no version`, {
      hint: `write ${formatTarget(reference.target)}:VERSION`,
    });
  const subject = await repository.resolve(named);
  const { layers, annotations } = parseManifest(
    await fetchAll(repository, subject),
    subject.digest,
  );
  const { layer, place } = archiveIn(layers, label);
  const bytes = await repository.fetch(layer);
  const flat = place === "manifests";
  const index = await indexArchive(bytes, spool, { name: label, limits: chartLimits, flat });
  try {
    const folder = "platform/published";
    const files = new Map<string, OverlaidFile>(
      index.entries.map((entry) => [`${folder}/${place}/${entry.path}`, entry]),
    );
    for await (const [path, bytes] of filesBeside(repository, subject, { annotations, label }))
      files.set(`${folder}/${path}`, { ...bytesContent(bytes), size: bytes.length });
    const tree = filesTree(files);
    const workspace = await load(tree, defaultConfig, { contents: true });
    const unit = workspace.units.find(({ folder: at }) => at === folder);
    if (unit === undefined || !ships(unit))
      throw new BpError("MATERIAL", `${label} holds nothing that a cluster could install`);
    return {
      label,
      unit,
      source: { tree, workspace, workspaceDependencies: false },
      published: true,
      dispose: () => index.dispose(),
    };
  } catch (error) {
    await index.dispose();
    throw error;
  }
}

/** The layer with files, and where they lie in a tree. @throws BpError MATERIAL */
function archiveIn(
  layers: readonly Descriptor[],
  label: string,
): { readonly layer: Descriptor; readonly place: string } {
  for (const layer of layers) {
    const place = places.get(layer.mediaType);
    if (place !== undefined && layer.size <= packedLimit) return { layer, place };
  }
  throw new BpError("MATERIAL", `${label} is neither a Helm chart nor manifests for Flux`);
}

/** What is published beside the archive and promised by its manifest: the document, and the compositions. */
async function* filesBeside(
  repository: Repository,
  subject: Descriptor,
  { annotations, label }: Pick<Manifest, "annotations"> & { readonly label: string },
): AsyncGenerator<readonly [string, Uint8Array]> {
  const promised = annotations?.[annotation.blueprintDigest];
  if (promised !== undefined)
    yield [
      "blueprint.yaml",
      await publishedDocument(repository, subject, { promised, reference: label }),
    ];
  const compositions = annotations?.[annotation.compositionsDigest];
  if (compositions === undefined) return;
  const promise = { promised: compositions, reference: label };
  for (const [path, bytes] of await publishedFiles(repository, subject, promise))
    yield [`${compositionsFolder}/${path}`, bytes];
}
