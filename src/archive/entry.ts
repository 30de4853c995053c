import type { Bytes, Content } from "../model/ports.ts";

/** A file of an archive. */
export interface ArchiveEntry extends Content {
  /** Relative, with `/`, without `.` and `..`. */
  readonly path: string;
  /** In bytes; `open` gives exactly so many. */
  readonly size: number;
  /** What `open` gives, where it is at hand. */
  readonly bytes?: Uint8Array;
}

/** Another name of a file that came before it. */
export interface ArchiveLink {
  readonly path: string;
  readonly linkTo: string;
}

/** An entry whose bytes are at hand. */
export function entryOf(path: string, bytes: Uint8Array): ArchiveEntry {
  return { path, size: bytes.byteLength, bytes, open: () => once(bytes) };
}

async function* once(bytes: Uint8Array): Bytes {
  await Promise.resolve();
  yield bytes;
}
