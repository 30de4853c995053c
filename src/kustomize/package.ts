import { createHash } from "node:crypto";

import type { ArchiveEntry } from "../archive/index.ts";
import { packedLimit, packTarGz, recorded } from "../archive/index.ts";
import { collected } from "../model/collected.ts";
import type { Digest } from "../model/digest.ts";
import { BpError } from "../model/error.ts";
import { hashed } from "../model/hashed.ts";
import type { FoundImage } from "../model/image-reference.ts";
import { joinPath } from "../model/join-path.ts";
import { byCodeUnit } from "../model/order.ts";
import type { Spool, Spooled } from "../model/ports.ts";
import type { Tree } from "../model/tree.ts";
import { decodeText } from "../yaml/index.ts";
import { manifestEntries } from "./files.ts";
import { manifestImages } from "./images.ts";
import { isYaml, manifestTree } from "./manifest-tree.ts";

/** manifests/ packed, ready to be pushed. */
export interface PackagedManifests {
  /** The tar.gz; its owner disposes of it. */
  readonly content: Spooled;
  /** Of the tar.gz. */
  readonly digest: Digest;
  /** Of the tar in it, as an image config names a layer. */
  readonly unpackedDigest: Digest;
  /** In bytes. */
  readonly size: number;
  /** What each file hashes to, by its path below manifests/, sorted. */
  readonly files: ReadonlyMap<string, Digest>;
  readonly images: readonly FoundImage[];
}

/**
 * Packs a folder as Flux unpacks it: base/ and overlays/ at the top. The same files give the same bytes on every machine.
 * @throws BpError MATERIAL where there is no base, and what packagedFiles throws
 */
export async function packageManifests(
  tree: Tree,
  folder: string,
  spool: Spool,
): Promise<PackagedManifests> {
  const entries = await manifestEntries(tree, folder);
  const texts = await textsOf(entries);
  const manifests = manifestTree({
    folder,
    names: new Set(entries.map(({ path }) => path)),
    texts,
  });
  assertBase(manifests.kustomizations, folder);
  const files = new Map<string, Digest>();
  const [whole, unpacked] = [createHash("sha256"), createHash("sha256")];
  const recordedEntries = entries.map((entry) =>
    recorded(entry, (digest) => files.set(entry.path, digest)),
  );
  const packed = packTarGz(recordedEntries, (chunk) => unpacked.update(chunk));
  const content = await spool(hashed(packed, whole), packedLimit);
  const digest: Digest = `sha256:${whole.digest("hex")}`;
  const unpackedDigest: Digest = `sha256:${unpacked.digest("hex")}`;
  const { size } = content;
  return {
    content,
    digest,
    unpackedDigest,
    size,
    files: new Map([...files].toSorted(([a], [b]) => byCodeUnit(a, b))),
    images: manifestImages(manifests),
  };
}

/** @throws BpError MATERIAL where nothing can be installed */
export function assertBase(kustomizations: { has(folder: string): boolean }, where: string): void {
  if (kustomizations.has("base")) return;
  throw new BpError("MATERIAL", `${joinPath(where, "base")} holds no kustomization.yaml`, {
    hint: "write base/kustomization.yaml with the resources that every installation gets",
  });
}

/** What is YAML, as text; what is no text has nothing to tell. */
export async function textsOf(
  entries: readonly ArchiveEntry[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const entry of entries) {
    if (!isYaml(entry.path)) continue;
    const text = decodeText(entry.bytes ?? (await collected(entry.open())));
    if (text !== undefined) texts.set(entry.path, text);
  }
  return texts;
}
