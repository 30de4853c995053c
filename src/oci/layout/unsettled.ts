import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";

import { ifThere, systemCode } from "./folder.ts";

/** How many files are brought to the disk at once. */
const atOnce = 32;

/** Files that a loss of power could still take. */
export class Unsettled {
  readonly #files = new Set<{ readonly path: string }>();

  add(path: string): void {
    this.#files.add({ path });
  }

  /** Returns once all of them are on the disk: together, files cost hardly more than one. */
  async settle(): Promise<void> {
    const all = [...this.#files];
    for (let start = 0; start < all.length; start += atOnce) {
      const some = all.slice(start, start + atOnce);
      await Promise.all(some.map(({ path }) => bringToDisk(path)));
      for (const one of some) this.#files.delete(one);
    }
  }
}

async function bringToDisk(path: string): Promise<void> {
  const file = await ifThere(openToSettle(path));
  try {
    await file?.datasync();
  } finally {
    await file?.close();
  }
}

/** Windows brings to the disk only what is open for writing; a file that was linked may be one that only can be read. */
async function openToSettle(path: string): Promise<FileHandle> {
  try {
    return await open(path, "r+");
  } catch (error) {
    const refused = ["EACCES", "EPERM", "EROFS"].includes(systemCode(error) ?? "");
    if (!refused) throw error;
    return open(path, "r");
  }
}
