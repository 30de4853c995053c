import { chartLimits, entryOf, readTarGz } from "../archive/index.ts";
import type { Tree } from "../model/tree.ts";
import { collect } from "./bytes.ts";

export interface PackedFile {
  /** Below the chart's own folder. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * The files of a packed chart whose paths are wanted, in the archive's order.
 * @throws BpError LIMIT, BAD_ARCHIVE, UNREADABLE
 */
export async function* packedFiles(
  tree: Tree,
  path: string,
  wanted: (path: string) => boolean,
): AsyncGenerator<PackedFile> {
  const archive = entryOf(path, await tree.read(path, chartLimits.file));
  for await (const { path: below, body } of readTarGz(archive.open(), { name: path }))
    if (wanted(below)) yield { path: below, bytes: await collect(body, `${path}/${below}`) };
}
