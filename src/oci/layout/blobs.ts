import { chmod, link, lstat, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { algorithmOf, hexOf, isDigest } from "../../model/digest.ts";
import type { Bytes } from "../../model/ports.ts";
import { bytesContent, readAll } from "../content.ts";
import type { ByteRange } from "./file-bytes.ts";
import { fileBytes } from "./file-bytes.ts";
import { pour } from "./file-sink.ts";
import { ifThere, realWithin, systemCode } from "./folder.ts";
import { prepare } from "./prepare.ts";
import { factsOf, readSmall, smallSize, writeSmall } from "./small-file.ts";
import type { Temporary } from "./temporary.ts";
import { createTemporary } from "./temporary.ts";
import { Unsettled } from "./unsettled.ts";

/** Why a file cannot have a second name: another disk, a file system without links, too many of them. */
const unlinkable: ReadonlySet<string> = new Set(["EXDEV", "EPERM", "EMLINK", "ENOTSUP", "ENOSYS"]);

interface Located {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
}

/** A file among the blobs. */
export interface StoredBlob {
  readonly digest: Digest;
  /** In bytes. */
  readonly size: number;
  /** When it was written, linked or touched. */
  readonly changed: Date;
}

const algorithms = ["sha256", "sha512"] as const;

/** The `blobs` of one layout (image-spec, image-layout.md). Every file under its final name is whole. */
export class BlobFolder {
  readonly folder: string;
  readonly #root: string;
  readonly #checked = new Set<string>();
  readonly #unsettled = new Unsettled();
  #ready: Promise<void> | undefined;

  constructor(folder: string, root: string) {
    this.folder = folder;
    this.#root = root;
  }

  /** In bytes; undefined where the blob is not there. @throws BpError OUTSIDE_ROOT */
  async size(digest: Digest): Promise<number | undefined> {
    return (await this.#locate(digest))?.size;
  }

  /** The file's bytes as they are, not verified; undefined where the blob is not there. */
  async read(digest: Digest, range?: ByteRange): Promise<Bytes | undefined> {
    const path = this.#path(digest);
    await this.#check(dirname(path));
    const small = readSmall(path);
    if (typeof small === "number") return fileBytes(path, range ?? { start: 0, end: small });
    if (small !== undefined) {
      const { start, end } = range ?? { start: 0, end: small.byteLength };
      return bytesContent(small.subarray(start, end)).open();
    }
    const found = await this.#locate(digest);
    return found && fileBytes(found.path, range ?? { start: 0, end: found.size });
  }

  /** Every file that is named as a blob, in no order. */
  async *list(): AsyncGenerator<StoredBlob> {
    for (const algorithm of algorithms) {
      const parent = join(this.folder, "blobs", algorithm);
      for (const name of (await ifThere(readdir(parent))) ?? []) {
        const digest = `${algorithm}:${name}`;
        const facts = isDigest(digest) ? await ifThere(lstat(join(parent, name))) : undefined;
        if (isDigest(digest) && facts !== undefined)
          yield { digest, size: facts.size, changed: facts.ctime };
      }
    }
  }

  /** Says that the blob is used again, so that it is not collected as something old. */
  async touch(digest: Digest): Promise<void> {
    const path = this.#path(digest);
    const facts = await ifThere(lstat(path));
    // The mode stays, the time of change does not.
    if (facts?.isFile() === true) await ifThere(chmod(path, facts.mode)).catch(notOurs);
  }

  /** Opens a file to write a blob to; `keep` makes it one. */
  async begin(): Promise<Temporary> {
    await this.#prepared();
    return createTemporary(this.folder);
  }

  /** Gives the finished file its final name: a killed process leaves it whole. The caller has verified its bytes. */
  async keep(temporary: Temporary, digest: Digest): Promise<void> {
    const path = this.#path(digest);
    await temporary.file.close();
    await this.#place(path, () => rename(temporary.path, path));
  }

  /** Returns once all that was kept is on the disk, safe from a loss of power. */
  settle(): Promise<void> {
    return this.#unsettled.settle();
  }

  /** Removes the blob, where it is there. */
  async remove(digest: Digest): Promise<void> {
    const path = this.#path(digest);
    await this.#check(dirname(path));
    await rm(path, { force: true });
  }

  /**
   * Takes a blob over from another folder: the same file under a second name. False where it is not there, or the disk
   * cannot do that.
   */
  async adopt(from: BlobFolder, digest: Digest): Promise<boolean> {
    const found = await from.#locate(digest);
    if (found === undefined) return false;
    const path = this.#path(digest);
    try {
      await this.#prepared();
      await this.#place(path, () => link(found.path, path));
    } catch (error) {
      if (unlinkable.has(systemCode(error) ?? "")) return false;
      if (systemCode(error) !== "EEXIST") throw error;
    }
    return true;
  }

  /** Gives an unfinished file up. Safe after `keep`. */
  async discard(temporary: Temporary): Promise<void> {
    await temporary.file.close().catch(() => undefined);
    await rm(temporary.path, { force: true });
  }

  /** Writes verified bytes. */
  async write(target: Descriptor, bytes: Bytes): Promise<void> {
    if (target.size <= smallSize) return this.#writeSmall(target, bytes);
    const temporary = await this.begin();
    try {
      await pour(bytes, temporary.file);
      await this.keep(temporary, target.digest);
    } catch (error) {
      await this.discard(temporary);
      throw error;
    }
  }

  async #writeSmall(target: Descriptor, bytes: Bytes): Promise<void> {
    const all = await readAll(bytes, smallSize);
    await this.#prepared();
    const path = this.#path(target.digest);
    await this.#place(path, async () => writeSmall(this.folder, path, all));
  }

  #prepared(): Promise<void> {
    this.#ready ??= prepare(this.folder).catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  async #place(path: string, operation: () => Promise<void>): Promise<void> {
    await this.#check(dirname(path));
    try {
      await operation();
    } catch (error) {
      if (systemCode(error) !== "ENOENT") throw error;
      await mkdir(dirname(path), { recursive: true });
      await operation();
    }
    this.#unsettled.add(path);
  }

  /** Neither read nor written through a link that leaves the root. */
  async #check(parent: string): Promise<void> {
    if (this.#checked.has(parent)) return;
    if ((await realWithin(this.#root, parent)) !== undefined) this.#checked.add(parent);
  }

  #path(digest: Digest): string {
    return join(this.folder, "blobs", algorithmOf(digest), hexOf(digest));
  }

  /** A blob may be a link, as programs that share blobs make them, but not one that leaves the root. */
  async #locate(digest: Digest): Promise<Located | undefined> {
    const path = this.#path(digest);
    const facts = factsOf(path);
    if (facts === undefined) return undefined;
    await this.#check(dirname(path));
    if (facts.isFile()) return { path, size: facts.size };
    const real = facts.isSymbolicLink() ? await realWithin(this.#root, path) : undefined;
    const target = real === undefined ? undefined : await ifThere(stat(real));
    if (real === undefined || target?.isFile() !== true) return undefined;
    return { path: real, size: target.size };
  }
}

/** Another user's file cannot be touched: it is as old as it is. */
function notOurs(error: unknown): undefined {
  if (systemCode(error) !== "EPERM" && systemCode(error) !== "EROFS") throw error;
}
