import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Cache } from "../model/cache.ts";

/** What was not asked for in so long is forgotten. */
const keptFor = 30 * 24 * 60 * 60 * 1000;

/** A cache that keeps each entry in a file of its own, readable by its owner alone; with no folder it keeps nothing. */
export function fileCache(folder: string | undefined, now: () => Date): Cache {
  if (folder === undefined) return { get: async () => undefined, put: async () => undefined };
  let swept: Promise<void> | undefined;
  return {
    async get(key) {
      const file = join(folder, nameOf(key));
      try {
        const bytes = await readFile(file);
        await utimes(file, now(), now());
        return whole(bytes);
      } catch {
        return undefined;
      }
    },
    async put(key, bytes) {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await write(join(folder, nameOf(key)), bytes);
        await (swept ??= sweep(folder, now().getTime() - keptFor));
      } catch {
        // What cannot be kept is computed again.
      }
    },
  };
}

function nameOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** The digest comes first, so that a file that was cut short is known. */
async function write(file: string, bytes: Uint8Array): Promise<void> {
  const fresh = `${file}.${randomBytes(6).toString("hex")}.new`;
  const digest = createHash("sha256").update(bytes).digest();
  await writeFile(fresh, Buffer.concat([digest, bytes]), { mode: 0o600 });
  await rename(fresh, file);
}

function whole(stored: Buffer): Uint8Array | undefined {
  const bytes = stored.subarray(32);
  const digest = createHash("sha256").update(bytes).digest();
  return digest.equals(stored.subarray(0, 32)) ? bytes : undefined;
}

async function sweep(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    const { mtimeMs } = await stat(file);
    if (mtimeMs < before) await rm(file, { force: true });
  }
}
