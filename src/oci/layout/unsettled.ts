import { closeSync, fdatasync, openSync } from "node:fs";
import { promisify } from "node:util";

import { systemCode } from "./folder.ts";

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

/** Only what waits for the disk is worth another thread. */
async function bringToDisk(path: string): Promise<void> {
  const file = openToSettle(path);
  if (file === undefined) return;
  try {
    await promisify(fdatasync)(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Undefined where it is gone. Windows brings to the disk only what is open for writing; a file that was linked may be one
 * that only can be read.
 */
function openToSettle(path: string): number | undefined {
  for (const flags of ["r+", "r"]) {
    try {
      return openSync(path, flags);
    } catch (error) {
      const code = systemCode(error) ?? "";
      if (code === "ENOENT" || code === "ENOTDIR") return undefined;
      const refused = flags === "r+" && ["EACCES", "EPERM", "EROFS"].includes(code);
      if (!refused) throw error;
    }
  }
  return undefined;
}
