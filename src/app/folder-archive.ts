import { createHash } from "node:crypto";

import { entryOf, packTarGz, pathFault } from "../archive/index.ts";
import type { ArchiveEntry, ArchiveLimits } from "../archive/index.ts";
import { collected } from "../model/collected.ts";
import type { Descriptor } from "../model/descriptor.ts";
import { digestOf } from "../model/digest.ts";
import type { Digest } from "../model/digest.ts";
import { BpError } from "../model/error.ts";
import { byCodeUnit } from "../model/order.ts";
import type { Tree } from "../model/tree.ts";

/** A folder of YAML as it is published for Flux: its files under the folder's own name, sorted. */
export interface FolderArchive {
  readonly bytes: Uint8Array;
  readonly content: Pick<Descriptor, "digest" | "size">;
  readonly unpackedDigest: Digest;
  /** Its files, by their paths with the folder's name first. */
  readonly entries: readonly HeldEntry[];
}

const MiB = 1024 * 1024;

/** In bytes: of one file, of all of them, and of the archive as it lies packed; and how many they may be. */
export const folderLimits: ArchiveLimits & { readonly packed: number } = {
  file: 5 * MiB,
  total: 20 * MiB,
  packed: 32 * MiB,
  entries: 5_000,
};

/** What editors and tools leave behind. */
const passedOver = /^(?:\.|node_modules$)/u;

/**
 * Packs a folder of the tree, the same bytes for the same files on every machine; names that begin with a dot are left
 * out. Undefined where there is no such folder, or no file in it.
 * @throws BpError MATERIAL for a link and what is no file, LIMIT, and as the tree does
 */
export async function folderArchive(
  tree: Tree,
  folder: string,
): Promise<FolderArchive | undefined> {
  const entries = await folderEntries(tree, folder);
  if (entries.length === 0) return undefined;
  const unpacked = createHash("sha256");
  const bytes = await collected(packTarGz(entries, (tar) => unpacked.update(tar)));
  return {
    bytes,
    content: { digest: digestOf(bytes), size: bytes.byteLength },
    unpackedDigest: `sha256:${unpacked.digest("hex")}`,
    entries,
  };
}

/** A file whose bytes are at hand. */
export type HeldEntry = ArchiveEntry & { readonly bytes: Uint8Array };

/** The files that an archive of the folder has, in its order. @throws BpError as folderArchive */
export async function folderEntries(tree: Tree, folder: string): Promise<readonly HeldEntry[]> {
  if ((await tree.stat(folder))?.kind !== "folder") return [];
  const top = folder.slice(folder.lastIndexOf("/") + 1);
  const entries: HeldEntry[] = [];
  let total = 0;
  for await (const path of filesBelow(tree, folder, "")) {
    const bytes = await tree.read(`${folder}/${path}`, folderLimits.file);
    total += bytes.byteLength;
    if (total > folderLimits.total || entries.length >= folderLimits.entries)
      throw tooLarge(folder);
    entries.push({ ...entryOf(`${top}/${path}`, bytes), bytes });
  }
  return entries.toSorted((a, b) => byCodeUnit(a.path, b.path));
}

async function* filesBelow(tree: Tree, folder: string, below: string): AsyncGenerator<string> {
  const here = below === "" ? folder : `${folder}/${below}`;
  for (const { name, kind } of await tree.list(here)) {
    if (passedOver.test(name)) continue;
    const path = below === "" ? name : `${below}/${name}`;
    const fault = pathFault(path) ?? (kind === "link" ? "a link" : undefined);
    if (fault !== undefined || kind === "other") throw unfit(`${folder}/${path}`, fault);
    if (kind === "folder") yield* filesBelow(tree, folder, path);
    else yield path;
  }
}

function unfit(path: string, fault = "neither a file nor a folder"): BpError {
  return new BpError("MATERIAL", `${path} cannot be published: ${fault}`, {
    hint: "put a file of its own there: what is published holds nothing else",
  });
}

function tooLarge(folder: string): BpError {
  return new BpError(
    "LIMIT",
    `${folder} holds more than ${folderLimits.entries} files or ${folderLimits.total} bytes`,
    { hint: "leave there what the cluster is to apply, and nothing else" },
  );
}
