import type { ArchiveEntry } from "../archive/index.ts";
import { entryOf } from "../archive/index.ts";
import type { Bytes } from "../model/ports.ts";

const mark = [0xef, 0xbb, 0xbf];

/** The bytes without a UTF-8 byte order mark in front: Helm drops it from every file of a chart. */
export function withoutMark(bytes: Uint8Array): Uint8Array {
  return mark.every((byte, index) => bytes[index] === byte) ? bytes.subarray(mark.length) : bytes;
}

/** As withoutMark, for an entry; its start is read to know. */
export async function entryWithoutMark(entry: ArchiveEntry): Promise<ArchiveEntry> {
  if (entry.bytes !== undefined) return entryOf(entry.path, withoutMark(entry.bytes));
  if (entry.size < mark.length || !(await hasMark(entry.open()))) return entry;
  return { ...entry, size: entry.size - mark.length, open: () => skip(entry.open(), mark.length) };
}

async function hasMark(bytes: Bytes): Promise<boolean> {
  let start = new Uint8Array();
  for await (const chunk of bytes) {
    start = Buffer.concat([start, chunk.subarray(0, mark.length)]);
    if (start.length >= mark.length) break;
  }
  return mark.every((byte, index) => start[index] === byte);
}

async function* skip(bytes: Bytes, count: number): Bytes {
  let left = count;
  for await (const chunk of bytes) {
    const cut = Math.min(left, chunk.length);
    left -= cut;
    if (cut < chunk.length) yield chunk.subarray(cut);
  }
}
