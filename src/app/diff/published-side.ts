import { chartLimits, indexArchive, packedLimit } from "../../archive/index.ts";
import type { Descriptor } from "../../model/descriptor.ts";
import { BpError } from "../../model/error.ts";
import { annotation, mediaType } from "../../model/media-type.ts";
import type { Spool } from "../../model/ports.ts";
import type { Reference } from "../../model/reference.ts";
import { formatReference, formatTarget } from "../../model/reference.ts";
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

/**
 * A published version as a workspace that holds nothing else, its chart and its blueprint.yaml read and verified by
 * digest.
 * @throws BpError NOT_FOUND, BAD_REFERENCE without tag and digest, MATERIAL where it is no chart, and as the store
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
  const layer = layers.find(({ mediaType: type }) => type === mediaType.helmChart);
  if (layer === undefined || layer.size > packedLimit)
    throw new BpError("MATERIAL", `${label} is no Helm chart`);
  const bytes = await repository.fetch(layer);
  const index = await indexArchive(bytes, spool, { name: label, limits: chartLimits });
  try {
    const folder = "platform/published";
    const files = new Map<string, OverlaidFile>(
      index.entries.map((entry) => [`${folder}/chart/${entry.path}`, entry]),
    );
    for await (const [path, bytes] of filesBeside(repository, subject, { annotations, label }))
      files.set(`${folder}/${path}`, { ...bytesContent(bytes), size: bytes.length });
    const tree = filesTree(files);
    const workspace = await load(tree, defaultConfig, { contents: true });
    const unit = workspace.units.find(({ folder: at }) => at === folder);
    if (unit?.chart === undefined) throw new BpError("MATERIAL", `${label} holds no chart`);
    return {
      label,
      unit: { ...unit, chart: unit.chart },
      source: { tree, workspace, workspaceDependencies: false },
      published: true,
      dispose: () => index.dispose(),
    };
  } catch (error) {
    await index.dispose();
    throw error;
  }
}

/** What is published beside the chart and promised by its manifest: the document, and the compositions. */
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
