import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { lstat, mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { algorithmOf, hexOf } from "../../model/digest.ts";
import type { Bytes } from "../../model/ports.ts";
import { ifThere, realWithin, systemCode } from "./folder.ts";
import type { Temporary } from "./temporary.ts";
import { clearTemporaries, createTemporary } from "./temporary.ts";

/** Files up to here are read in one piece. */
const smallFile = 256 * 1024;
/** How many files are brought to the disk at once. */
const settledAtOnce = 32;

interface Located {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
}

/** The `blobs` of one layout (image-spec, image-layout.md). Every file under its final name is whole. */
export class BlobFolder {
  readonly folder: string;
  readonly #root: string;
  readonly #checked = new Set<string>();
  readonly #unsettled = new Set<{ readonly path: string }>();
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
  async read(digest: Digest): Promise<Bytes | undefined> {
    const found = await this.#locate(digest);
    return found === undefined ? undefined : readFileInPieces(found.path);
  }

  /** Opens a file to write a blob to; `keep` makes it one. */
  async begin(): Promise<Temporary> {
    this.#ready ??= prepare(this.folder).catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    });
    await this.#ready;
    return createTemporary(this.folder);
  }

  /** Gives the finished file its final name: a killed process leaves it whole. The caller has verified its bytes. */
  async keep(temporary: Temporary, digest: Digest): Promise<void> {
    const path = this.#path(digest);
    await temporary.file.close();
    try {
      await rename(temporary.path, path);
    } catch (error) {
      if (systemCode(error) !== "ENOENT") throw error;
      await mkdir(dirname(path), { recursive: true });
      await rename(temporary.path, path);
    }
    this.#unsettled.add({ path });
  }

  /** Returns once all that was kept is on the disk, safe from a loss of power: together, files cost hardly more than one. */
  async settle(): Promise<void> {
    const all = [...this.#unsettled];
    for (let start = 0; start < all.length; start += settledAtOnce) {
      const some = all.slice(start, start + settledAtOnce);
      await Promise.all(some.map(({ path }) => bringToDisk(path)));
      for (const one of some) this.#unsettled.delete(one);
    }
  }

  /** Gives an unfinished file up. Safe after `keep`. */
  async discard(temporary: Temporary): Promise<void> {
    await temporary.file.close().catch(() => undefined);
    await rm(temporary.path, { force: true });
  }

  /** Writes verified bytes. */
  async write(target: Descriptor, bytes: Bytes): Promise<void> {
    const temporary = await this.begin();
    try {
      await pour(bytes, temporary.file);
      await this.keep(temporary, target.digest);
    } catch (error) {
      await this.discard(temporary);
      throw error;
    }
  }

  #path(digest: Digest): string {
    return join(this.folder, "blobs", algorithmOf(digest), hexOf(digest));
  }

  /** A blob may be a link, as programs that share blobs make them, but not one that leaves the root. */
  async #locate(digest: Digest): Promise<Located | undefined> {
    const path = this.#path(digest);
    const facts = await ifThere(lstat(path));
    if (facts === undefined) return undefined;
    const parent = dirname(path);
    if (!this.#checked.has(parent)) {
      await realWithin(this.#root, parent);
      this.#checked.add(parent);
    }
    if (facts.isFile()) return { path, size: facts.size };
    const real = facts.isSymbolicLink() ? await realWithin(this.#root, path) : undefined;
    const target = real === undefined ? undefined : await ifThere(stat(real));
    if (real === undefined || target?.isFile() !== true) return undefined;
    return { path: real, size: target.size };
  }
}

/** Makes the folders and the marker file, and clears away what killed writers left. */
async function prepare(folder: string): Promise<void> {
  await mkdir(join(folder, "blobs", "sha256"), { recursive: true });
  await clearTemporaries(folder);
  const marker = join(folder, "oci-layout");
  if ((await ifThere(stat(marker))) !== undefined) return;
  const temporary = await createTemporary(folder);
  await temporary.file.close();
  await writeFile(temporary.path, '{"imageLayoutVersion":"1.0.0"}');
  await rename(temporary.path, marker);
}

async function bringToDisk(path: string): Promise<void> {
  // Windows brings to the disk only what is open for writing.
  const file = await ifThere(open(path, "r+"));
  try {
    await file?.datasync();
  } finally {
    await file?.close();
  }
}

async function pour(bytes: Bytes, file: FileHandle): Promise<void> {
  for await (const chunk of bytes) await file.writeFile(chunk);
}

/** Never follows a link in the last place: the path was checked before. */
async function* readFileInPieces(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const { size } = await file.stat();
    if (size > smallFile) yield* refilled(file);
    else if (size > 0) yield await file.readFile();
  } finally {
    await file.close();
  }
}

/** One buffer for the whole file, full each time but the last. */
async function* refilled(file: FileHandle): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(smallFile);
  for (let filled = 0, ended = false; !ended; filled = 0) {
    while (filled < buffer.length && !ended) {
      const { bytesRead } = await file.read(buffer, filled);
      filled += bytesRead;
      ended = bytesRead === 0;
    }
    if (filled > 0) yield buffer.subarray(0, filled);
  }
}
