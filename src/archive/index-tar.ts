import { BpError } from "../model/error.ts";
import type { Bytes, RandomAccess } from "../model/ports.ts";
import { pathFault } from "./path.ts";
import { SeekingReader } from "./seeking-reader.ts";
import type { TarMember } from "./tar-reader.ts";
import { readMembers } from "./tar-reader.ts";

/** A file in a tar that lies at hand. */
export interface TarFile {
  /** In bytes. */
  readonly size: number;
  /** The bytes, or those from `start` to `end`, end exclusive. */
  open(start?: number, end?: number): Bytes;
}

/** The most members of a tar. */
const memberLimit = 1_000_000;
const sliceSize = 256 * 1024;

/**
 * The files of an unpacked tar by their paths, found without reading them. A `./` in front of a path falls away, a hard
 * link is the file that it is another name of.
 * @throws BpError BAD_ARCHIVE naming the archive and the member, LIMIT
 */
export async function indexTar(
  tar: RandomAccess,
  name: string,
): Promise<ReadonlyMap<string, TarFile>> {
  const files = new Map<string, TarFile>();
  let count = 0;
  for await (const member of readMembers(new SeekingReader(tar), name)) {
    count += 1;
    if (count > memberLimit) throw new BpError("LIMIT", `${name} has over ${memberLimit} members`);
    if (member.kind === "folder") continue;
    const path = pathOf(member.name, name);
    if (files.has(path)) throw bad(name, path, "a second file of this name");
    files.set(path, fileOf(tar, member, files, name));
  }
  return files;
}

function fileOf(
  tar: RandomAccess,
  member: TarMember,
  before: ReadonlyMap<string, TarFile>,
  name: string,
): TarFile {
  const { kind, size, offset, linkTo } = member;
  if (linkTo !== undefined) {
    const file = before.get(pathOf(linkTo, name));
    if (file !== undefined) return file;
    throw bad(name, member.name, "a link to what did not come before it");
  }
  if (kind !== "file") throw bad(name, member.name, `a ${kind} is not allowed`);
  return {
    size,
    open: (start = 0, end = size) => slices(tar, offset + start, offset + Math.min(end, size)),
  };
}

async function* slices(tar: RandomAccess, start: number, end: number): Bytes {
  for (let at = start; at < end; at += sliceSize) {
    yield await tar.read(at, Math.min(at + sliceSize, end));
  }
}

function pathOf(name: string, archive: string): string {
  const path = name.replace(/^(?:\.\/)+/u, "");
  const fault = pathFault(path);
  if (fault !== undefined) throw bad(archive, name, fault);
  return path;
}

function bad(archive: string, name: string, reason: string): BpError {
  const what = JSON.stringify(name.slice(0, 200));
  return new BpError("BAD_ARCHIVE", `cannot read ${archive}: ${what}: ${reason}`);
}
