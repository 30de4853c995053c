import { BpError } from "../model/error.ts";
import type { Bytes } from "../model/ports.ts";
import type { ArchiveEntry, ArchiveLink } from "./entry.ts";
import { Gathered } from "./gathered.ts";
import { gzip } from "./gzip.ts";
import { pathFault } from "./path.ts";
import { blockSize, linkHeader, padding, tarHeader } from "./tar-header.ts";

/**
 * A tar.gz of the entries in the given order, the same bytes for the same paths and contents anywhere (interop §1.6).
 * Nothing is held but a few buffers.
 * @param unpacked is given the tar's own bytes as they pass, for who needs their digest
 * @throws BpError BAD_ARCHIVE for a path that no reader would take or that came before, UNREADABLE where an entry gives
 * another number of bytes than it declared
 */
export function packTarGz(
  entries: Iterable<ArchiveEntry> | AsyncIterable<ArchiveEntry>,
  unpacked?: (tar: Uint8Array) => void,
): Bytes {
  return gzip(unpacked === undefined ? tar(entries) : told(tar(entries), unpacked));
}

async function* told(bytes: Bytes, listener: (chunk: Uint8Array) => void): Bytes {
  for await (const chunk of bytes) {
    listener(chunk);
    yield chunk;
  }
}

/**
 * A tar of the entries in the given order, not compressed, the same bytes for the same paths and contents. An entry may
 * be another name of a file that came before.
 * @throws BpError as packTarGz
 */
export async function* packTar(
  entries: AsyncIterable<ArchiveEntry | ArchiveLink>,
): AsyncGenerator<Uint8Array> {
  const seen = new Set<string>();
  for await (const entry of entries) {
    checkPath(entry.path, seen);
    if ("linkTo" in entry) yield linkHeader(entry.path, entry.linkTo);
    else yield* member(entry);
  }
  yield new Uint8Array(2 * blockSize);
}

async function* tar(entries: Iterable<ArchiveEntry> | AsyncIterable<ArchiveEntry>): Bytes {
  const seen = new Set<string>();
  const gathered = Gathered.borrow();
  try {
    for await (const entry of entries) {
      checkPath(entry.path, seen);
      yield* entry.bytes === undefined
        ? apart(entry, gathered)
        : gathered.add(tarHeader(entry.path, entry.size), entry.bytes, padding(entry.size));
    }
    yield gathered.take();
    yield new Uint8Array(2 * blockSize);
  } finally {
    gathered.giveBack();
  }
}

async function* apart(entry: ArchiveEntry, gathered: Gathered): Bytes {
  yield gathered.take();
  yield* member(entry);
}

async function* member(entry: ArchiveEntry): Bytes {
  const { path, size } = entry;
  yield tarHeader(path, size);
  yield* body(entry);
  yield padding(size);
}

function checkPath(path: string, seen: Set<string>): void {
  const fault = pathFault(path) ?? (seen.has(path) ? "a second file of this name" : undefined);
  if (fault !== undefined) {
    throw new BpError("BAD_ARCHIVE", `cannot pack ${JSON.stringify(path)}: ${fault}`);
  }
  seen.add(path);
}

async function* body(entry: ArchiveEntry): Bytes {
  let given = 0;
  for await (const chunk of entry.open()) {
    given += chunk.length;
    if (given > entry.size) throw changed(entry);
    yield chunk;
  }
  if (given !== entry.size) throw changed(entry);
}

function changed(entry: ArchiveEntry): BpError {
  return new BpError("UNREADABLE", `${entry.path} changed while it was read`, {
    hint: "run the command again when nothing writes to the folder",
    details: { path: entry.path, size: entry.size },
  });
}
