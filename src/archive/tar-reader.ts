import type { Bytes } from "../model/ports.ts";
import type { ByteSequence } from "./byte-reader.ts";
import { ByteReader } from "./byte-reader.ts";
import type { Extension } from "./tar-extension.ts";
import { join, readExtension } from "./tar-extension.ts";
import type { RawHeader } from "./tar-parse.ts";
import { TarSource } from "./tar-source.ts";

/** A member of a tar stream, as its headers have it. */
export interface TarMember {
  /** As written. */
  readonly name: string;
  readonly kind: "file" | "folder" | "link" | "device";
  /** In bytes. */
  readonly size: number;
  /** Offset of the body in the unpacked tar. */
  readonly offset: number;
  /** To be read before the next member is asked for; what is left of it is skipped. */
  readonly body: Bytes;
  /** The earlier member that a hard link is another name of, as written. */
  readonly linkTo: string | undefined;
  /** Permission bits. */
  readonly mode: number;
  /** Seconds since 1970. */
  readonly mtime: number;
}

/**
 * The members of an unpacked tar: ustar, pax (path and size), GNU long names. Checksums are verified, sparse files and
 * unknown types refused, and nothing but zeros may follow the end.
 * @throws BpError BAD_ARCHIVE naming the archive and the member
 */
export function readTar(bytes: Bytes, archive: string): AsyncGenerator<TarMember> {
  return readMembers(new ByteReader(bytes), archive);
}

/** As readTar, of bytes whose bodies need not be read. */
export async function* readMembers(
  bytes: ByteSequence,
  archive: string,
): AsyncGenerator<TarMember> {
  const source = new TarSource(bytes, archive);
  try {
    let extension: Extension = {};
    for (;;) {
      const header = await source.header();
      if (header === undefined) return;
      const more = await readExtension(source, header);
      if (more !== undefined) {
        extension = join(source, extension, more);
        continue;
      }
      yield* member(source, header, extension);
      extension = {};
    }
  } finally {
    await source.close();
  }
}

async function* member(
  source: TarSource,
  header: RawHeader,
  extension: Extension,
): AsyncGenerator<TarMember> {
  const name = extension.name ?? header.name;
  const kind = kindOf(header.type, name);
  if (kind === undefined) throw source.bad(`${JSON.stringify(name)} is of an unknown kind`);
  const size = extension.size ?? header.size;
  const { offset } = source;
  const linkTo = header.type === "1" ? (extension.linkTo ?? header.linkTo) : undefined;
  const { mode, mtime } = header;
  yield { name, kind, size, offset, body: source.body(size), linkTo, mode, mtime };
  await source.pass(offset + size);
}

function kindOf(type: string, name: string): TarMember["kind"] | undefined {
  if (type === "0" || type === "\0" || type === "7") return name.endsWith("/") ? "folder" : "file";
  if (type === "5") return "folder";
  if (type === "1" || type === "2") return "link";
  return type === "3" || type === "4" || type === "6" ? "device" : undefined;
}
