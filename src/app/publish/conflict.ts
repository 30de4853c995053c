import { createHash } from "node:crypto";

import { packedLimit, readTarGz } from "../../archive/index.ts";
import type { Descriptor } from "../../model/descriptor.ts";
import { digestOf } from "../../model/digest.ts";
import type { Digest } from "../../model/digest.ts";
import { isBpError } from "../../model/error.ts";
import { annotation, mediaType } from "../../model/media-type.ts";
import { fetchAll, parseManifest } from "../../oci/index.ts";
import type { Source } from "../../oci/index.ts";
import { compositionsFolder } from "../compositions/pack.ts";
import { publishedFiles } from "../compositions/published.ts";
import type { Release } from "./release.ts";
import type { FileDifference } from "./report.ts";

/** A layer that holds files. */
const types: ReadonlySet<string> = new Set([mediaType.helmChart, mediaType.fluxContent]);

/** How the published artifact's files differ from the release's, sorted by path; empty where the files are the same. */
export async function differences(
  source: Source,
  published: Descriptor,
  release: Release,
): Promise<readonly FileDifference[]> {
  const manifest = parseManifest(await fetchAll(source, published), published.digest);
  const archive = manifest.layers.find((layer) => types.has(layer.mediaType));
  const theirs =
    archive === undefined
      ? new Map<string, Digest>()
      : await filesOf(source, archive, release.name);
  const document = manifest.annotations?.[annotation.blueprintDigest];
  const paths = new Set([...theirs.keys(), ...release.files.keys()]);
  const files = [...paths].flatMap((path) =>
    change(path, theirs.get(path), release.files.get(path)),
  );
  const promised = manifest.annotations?.[annotation.compositionsDigest];
  const beside = await compositionsOf(source, published, promised);
  const now = new Map(
    release.compositions?.entries.map(({ path, bytes }) => [path, digestOf(bytes)]),
  );
  const compositions = [...new Set([...beside.keys(), ...now.keys()])].flatMap((path) =>
    change(path, beside.get(path), now.get(path)),
  );
  const ours = release.blueprint === undefined ? undefined : digestOf(release.blueprint);
  return [...files, ...change("blueprint.yaml", document, ours), ...compositions].toSorted((a, b) =>
    a.path < b.path ? -1 : 1,
  );
}

/** By path below the blueprint's folder; what cannot be read has no files to compare. */
async function compositionsOf(
  source: Source,
  published: Descriptor,
  promised: string | undefined,
): Promise<ReadonlyMap<string, Digest>> {
  if (promised === undefined) return new Map();
  try {
    const promise = { promised, reference: "what is published" };
    const files = await publishedFiles(source, published, promise);
    return new Map(
      [...files].map(([path, file]) => [`${compositionsFolder}/${path}`, digestOf(file)]),
    );
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return new Map();
  }
}

function isUnreadable(error: unknown): boolean {
  return isBpError(error, "BAD_ARCHIVE", "LIMIT", "DIGEST_MISMATCH", "NOT_FOUND", "MATERIAL");
}

function change(
  path: string,
  theirs: string | undefined,
  ours: string | undefined,
): readonly FileDifference[] {
  if (theirs === ours) return [];
  if (theirs === undefined) return [{ path, change: "added" }];
  return [{ path, change: ours === undefined ? "removed" : "changed" }];
}

/** A published archive that cannot be read has no files to compare: the conflict itself is reported all the same. */
async function filesOf(
  source: Source,
  archive: Descriptor,
  name: string,
): Promise<ReadonlyMap<string, Digest>> {
  const files = new Map<string, Digest>();
  if (archive.size > packedLimit) return files;
  try {
    const flat = archive.mediaType === mediaType.fluxContent;
    for await (const entry of readTarGz(await source.fetch(archive), { name, flat })) {
      const hash = createHash("sha256");
      for await (const chunk of entry.body) hash.update(chunk);
      files.set(entry.path, `sha256:${hash.digest("hex")}`);
    }
  } catch (error) {
    if (!isUnreadable(error)) throw error;
  }
  return files;
}
