import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";

/** Bytes of a file or a blob, counted from 0. */
export interface ByteRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Files up to here are read in one piece. */
const pieceSize = 256 * 1024;

/** The file's bytes, or some of them. Never follows a link in the last place: the path was checked before. */
export async function* fileBytes(path: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const { start, end } = range ?? { start: 0, end: (await file.stat()).size };
    if (end > start) yield* pieces(file, { start, end });
  } finally {
    await file.close();
  }
}

/** One buffer for all of it, full each time but the last. */
async function* pieces(file: FileHandle, { start, end }: ByteRange): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(Math.min(pieceSize, end - start));
  let at = start;
  while (at < end) {
    const wanted = Math.min(buffer.length, end - at);
    let filled = 0;
    while (filled < wanted) {
      const { bytesRead } = await file.read(buffer, filled, wanted - filled, at + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    if (filled > 0) yield buffer.subarray(0, filled);
    if (filled < wanted) return;
    at += filled;
  }
}
