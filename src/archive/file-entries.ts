import { joinPath } from "../model/join-path.ts";
import type { Tree } from "../model/tree.ts";
import type { ArchiveEntry } from "./entry.ts";
import { entryOf } from "./entry.ts";
import { chartLimits } from "./limits.ts";

/** Files up to this size are read once, as long as all of them together stay small. */
const smallFile = 64 * 1024;
const heldLimit = 2 * 1024 * 1024;

/**
 * Files below a folder of the tree as entries, in their order. Small ones have their bytes at hand, the others are opened
 * when they are packed.
 * @throws BpError as the tree does
 */
export async function fileEntries(
  tree: Tree,
  folder: string,
  files: readonly { readonly path: string; readonly size: number }[],
): Promise<readonly ArchiveEntry[]> {
  const entries: ArchiveEntry[] = [];
  let held = 0;
  for (const { path, size } of files) {
    const full = joinPath(folder, path);
    const isHeld = size <= smallFile && held + size <= heldLimit;
    held += isHeld ? size : 0;
    entries.push(
      isHeld
        ? entryOf(path, await tree.read(full, chartLimits.file))
        : { path, size, open: () => tree.open(full, size) },
    );
  }
  return entries;
}
