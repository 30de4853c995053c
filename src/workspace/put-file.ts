import { randomBytes } from "node:crypto";
import { link, lstat, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { BpError } from "../model/error.ts";
import { checkPath, showPath } from "./path.ts";
import { replaceFiles } from "./replace-file.ts";

/** A file as it was read, undefined where there was none, and as it shall be. */
export interface PutFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array;
}

/**
 * Writes a file that is still as it was read, or still not there, whole; never through a link, as Helm holds it with its
 * locks.
 * @throws BpError MATERIAL for a link, UNREADABLE for a file that changed meanwhile or cannot be written, OUTSIDE_ROOT
 */
export async function putFile(root: string, { path, before, after }: PutFile): Promise<void> {
  checkPath(path);
  const file = join(root, path);
  if ((await lstat(file).catch(() => undefined))?.isSymbolicLink() === true) {
    throw new BpError("MATERIAL", `${showPath(path)} is a link: nothing is written through it`, {
      hint: "put the file itself there",
    });
  }
  if (before !== undefined) return replaceFiles(root, [{ path, before, after }]);
  const fresh = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    await writeFile(fresh, after, { flag: "wx", mode: 0o644 });
    await link(fresh, file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BpError("UNREADABLE", `cannot write ${showPath(path)}: ${why}`, { cause: error });
  } finally {
    await rm(fresh, { force: true });
  }
}
