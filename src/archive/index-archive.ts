import type { Bytes, Spool, Spooled } from "../model/ports.ts";
import type { ArchiveEntry } from "./entry.ts";
import { gunzip } from "./gunzip.ts";
import { chartLimits } from "./limits.ts";
import type { ReadOptions } from "./read.ts";
import { readEntries, tarLimit } from "./read.ts";

const sliceSize = 64 * 1024;

/** An unpacked archive kept aside: its files can be opened in any order and more than once. */
export interface ArchiveIndex {
  /** In the archive's order. */
  readonly entries: readonly ArchiveEntry[];
  /** Gives the unpacked bytes back; no entry can be opened afterwards. */
  dispose(): Promise<void>;
}

/**
 * Unpacks a tar.gz into the spool and finds its files, so that memory stays flat however large they are.
 * @throws BpError BAD_ARCHIVE or LIMIT, as readTarGz
 */
export async function indexArchive(
  bytes: Bytes,
  spool: Spool,
  options: ReadOptions,
): Promise<ArchiveIndex> {
  const limits = options.limits ?? chartLimits;
  const tar = await spool(gunzip(bytes, options.name), tarLimit(limits));
  try {
    const entries: ArchiveEntry[] = [];
    for await (const { path, size, offset } of readEntries(slice(tar, 0, tar.size), options)) {
      entries.push({ path, size, open: () => slice(tar, offset, offset + size) });
    }
    return { entries, dispose: () => tar.dispose() };
  } catch (error) {
    await tar.dispose();
    throw error;
  }
}

async function* slice(from: Spooled, start: number, end: number): Bytes {
  for (let offset = start; offset < end; offset += sliceSize) {
    yield await from.read(offset, Math.min(end, offset + sliceSize));
  }
}
