import { createHash, randomBytes } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { BpError } from "../model/error.ts";
import type { Bytes, Content } from "../model/ports.ts";

/** In bytes. */
const smallFile = 1024 * 1024;

/** An archive that is kept. */
export interface CachedArchive extends Content {
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
}

/** What was fetched once, for every checkout of this user. Nothing in it is trusted: bytes answer to their digest. */
export interface ChartCache {
  /** The archive of that digest, its bytes looked at; one that is damaged is taken away and not found. */
  archive(sha256: string): Promise<CachedArchive | undefined>;
  /**
   * Keeps an archive under the digest of its bytes.
   * @param check is shown it first; what it throws is thrown, and nothing is kept
   * @throws BpError LIMIT where there are more than `limit` bytes
   */
  keep(
    bytes: Bytes,
    limit: number,
    check: (archive: CachedArchive) => Promise<void>,
  ): Promise<CachedArchive>;
  /** A small text under a key of any form: what an address answered. Undefined where it is missing or damaged. */
  note(key: string): Promise<string | undefined>;
  setNote(key: string, text: string): Promise<void>;
}

/** A cache in a folder, which is made when something is kept; processes may share it. */
export function diskCache(folder: string): ChartCache {
  return new DiskCache(folder);
}

class DiskCache implements ChartCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async archive(sha256: string): Promise<CachedArchive | undefined> {
    if (!/^[0-9a-f]{64}$/u.test(sha256)) return undefined;
    const file = this.#blob(sha256);
    const size = await sizeOf(file);
    if (size === undefined) return undefined;
    if ((await hashOf(file, size)) === sha256) return cached(file, sha256, size);
    await rm(file, { force: true });
    return undefined;
  }

  async keep(
    bytes: Bytes,
    limit: number,
    check: (archive: CachedArchive) => Promise<void>,
  ): Promise<CachedArchive> {
    const temporary = await this.#temporary();
    try {
      const { sha256, size } = await writeAll(temporary, bytes, limit);
      await check(cached(temporary, sha256, size));
      const file = this.#blob(sha256);
      await this.#place(temporary, file);
      return cached(file, sha256, size);
    } catch (error) {
      await rm(temporary, { force: true });
      throw asBpError(this.#folder, error);
    }
  }

  async note(key: string): Promise<string | undefined> {
    const text = await readFile(this.#note(key), "utf8").catch(() => undefined);
    const end = text?.indexOf("\n") ?? -1;
    const body = text?.slice(end + 1);
    return body !== undefined && text?.slice(0, end) === sha256Of(body) ? body : undefined;
  }

  async setNote(key: string, text: string): Promise<void> {
    const temporary = await this.#temporary();
    const bytes = Buffer.from(`${sha256Of(text)}\n${text}`);
    try {
      await writeAll(temporary, once(bytes), bytes.length);
      await this.#place(temporary, this.#note(key));
    } catch (error) {
      await rm(temporary, { force: true });
      throw asBpError(this.#folder, error);
    }
  }

  #blob(sha256: string): string {
    return join(this.#folder, "sha256", sha256);
  }

  #note(key: string): string {
    return join(this.#folder, "notes", sha256Of(key));
  }

  async #temporary(): Promise<string> {
    const folder = join(this.#folder, "new");
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw asBpError(this.#folder, error);
    });
    return join(folder, randomBytes(12).toString("hex"));
  }

  async #place(temporary: string, file: string): Promise<void> {
    await mkdir(join(file, ".."), { recursive: true, mode: 0o700 });
    await rename(temporary, file);
  }
}

function cached(file: string, sha256: string, size: number): CachedArchive {
  return { sha256, size, open: () => (size <= smallFile ? whole(file) : createReadStream(file)) };
}

/** A stream for each of many small files would cost more than all their bytes. */
async function* whole(file: string): Bytes {
  await Promise.resolve();
  yield readFileSync(file);
}

async function sizeOf(file: string): Promise<number | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() === true ? found.size : undefined;
}

async function hashOf(file: string, size: number): Promise<string | undefined> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of cached(file, "", size).open()) hash.update(chunk);
  } catch {
    return undefined;
  }
  return hash.digest("hex");
}

async function writeAll(
  file: string,
  bytes: Bytes,
  limit: number,
): Promise<{ readonly sha256: string; readonly size: number }> {
  const hash = createHash("sha256");
  let size = 0;
  const handle = await open(file, "wx", 0o600);
  try {
    for await (const chunk of bytes) {
      size += chunk.byteLength;
      if (size > limit) throw new BpError("LIMIT", `more than ${limit} bytes came`);
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest("hex"), size };
}

async function* once(bytes: Uint8Array): Bytes {
  await Promise.resolve();
  yield bytes;
}

function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function asBpError(folder: string, error: unknown): unknown {
  if (error instanceof BpError || !(error instanceof Error) || !("syscall" in error)) return error;
  return new BpError("UNREADABLE", `cannot write to the cache ${folder}: ${error.message}`, {
    hint: "XDG_CACHE_HOME says where it is; it may be removed at any time",
    cause: error,
  });
}
