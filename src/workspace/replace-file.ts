import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, open, readFile, realpath, rename, unlink } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";

import { BpError } from "../model/error.ts";
import { checkPath, showPath } from "./path.ts";

/** A file's content as it was read, and as it shall be. */
export interface Replacement {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/**
 * Puts new content into files that are still as they were read: all are looked at before any is written, and each takes
 * its place whole, by a rename, with the mode that it had.
 * @throws BpError UNREADABLE for a file that changed meanwhile or cannot be written, OUTSIDE_ROOT for a link that leaves
 */
export async function replaceFiles(
  root: string,
  replacements: readonly Replacement[],
): Promise<void> {
  const home = await realpath(root);
  const checked: { readonly file: string; readonly replacement: Replacement }[] = [];
  for (const replacement of replacements)
    checked.push({ file: await checkedFile(home, replacement), replacement });
  for (const { file, replacement } of checked)
    await attempt(replacement.path, () => replaceFile(file, replacement.after));
}

async function checkedFile(home: string, { path, before }: Replacement): Promise<string> {
  checkPath(path);
  const file = await attempt(path, () => realpath(join(home, path)));
  if (!file.startsWith(home.endsWith(sep) ? home : home + sep))
    throw new BpError("OUTSIDE_ROOT", `${showPath(path)} is a link that leaves the workspace`);
  const current = await attempt(path, async () => {
    await access(file, constants.W_OK);
    return readFile(file);
  });
  if (current.equals(before)) return file;
  throw new BpError(
    "UNREADABLE",
    `${showPath(path)} changed since it was read: nothing is written`,
    {
      hint: "run the same command again",
    },
  );
}

async function replaceFile(file: string, content: Uint8Array): Promise<void> {
  const name = `.${basename(file)}.${randomBytes(6).toString("hex")}`;
  const fresh = join(dirname(file), name);
  const { mode } = await statOf(file);
  try {
    const handle = await open(fresh, "wx", 0o600);
    try {
      await handle.writeFile(content);
      await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, file);
  } catch (error) {
    await unlink(fresh).catch(() => undefined);
    throw error;
  }
}

async function statOf(file: string): Promise<{ readonly mode: number }> {
  const handle = await open(file, "r");
  try {
    return { mode: (await handle.stat()).mode & 0o7777 };
  } finally {
    await handle.close();
  }
}

async function attempt<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof BpError || !(error instanceof Error)) throw error;
    throw new BpError("UNREADABLE", `cannot write ${showPath(path)}: ${error.message}`, {
      cause: error,
    });
  }
}
