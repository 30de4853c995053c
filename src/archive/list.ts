import { createHash } from "node:crypto";

import type { Digest } from "../model/digest.ts";
import type { Bytes } from "../model/ports.ts";
import type { ReadOptions } from "./read.ts";
import { readEntries, unpacked } from "./read.ts";

/** A file of an archive, without its bytes. */
export interface ListedFile {
  /** Below the archive's top folder. */
  readonly path: string;
  readonly size: number;
  readonly digest: Digest;
  /** Permission bits. */
  readonly mode: number;
  /** Seconds since 1970. */
  readonly mtime: number;
}

/** All that tells one archive from another. */
export interface ArchiveList {
  /** In the archive's order. */
  readonly files: readonly ListedFile[];
  /** Of the tar before it was packed. */
  readonly tar: Digest;
}

/** Reads a tar.gz to its last byte. @throws BpError BAD_ARCHIVE, LIMIT as readTarGz */
export async function listTarGz(bytes: Bytes, options: ReadOptions): Promise<ArchiveList> {
  const whole = createHash("sha256");
  async function* tar(): Bytes {
    for await (const chunk of unpacked(bytes, options)) {
      whole.update(chunk);
      yield chunk;
    }
  }
  const files: ListedFile[] = [];
  for await (const { path, size, body, mode, mtime } of readEntries(tar(), options)) {
    const hash = createHash("sha256");
    for await (const chunk of body) hash.update(chunk);
    files.push({ path, size, digest: `sha256:${hash.digest("hex")}`, mode, mtime });
  }
  return { files, tar: `sha256:${whole.digest("hex")}` };
}
