import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import {
  access,
  link,
  lstat,
  mkdir,
  open,
  readFile,
  realpath,
  rename,
  unlink,
} from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";

import { BpError } from "../model/error.ts";
import { checkPath, showPath } from "./path.ts";

/** A file's content as it was read, and as it shall be. */
export interface Replacement {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** undefined: there is no such file, and none may have come since. */
  readonly before: Uint8Array | undefined;
  /** undefined: the file is removed. */
  readonly after: Uint8Array | undefined;
}

/**
 * Puts new content into files that are still as they were read, and files where there are none, and removes files: all are
 * looked at before any is written, and each takes its place whole, with the mode that it had.
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
  for (const { file, replacement } of checked) {
    const { path, before, after } = replacement;
    const write = before === undefined ? createFile : replaceFile;
    await attempt(path, () => (after === undefined ? unlink(file) : write(file, after)));
  }
}

async function checkedFile(home: string, { path, before }: Replacement): Promise<string> {
  checkPath(path);
  if (before === undefined) return newFile(home, path);
  const file = await attempt(path, () => realpath(join(home, path)));
  assertInside(home, file, path);
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

/** Where a file that is not there is to be: its folder, as far as there is one, lies inside. */
async function newFile(home: string, path: string): Promise<string> {
  const file = join(home, path);
  if ((await lstat(file).catch(() => undefined)) !== undefined)
    throw new BpError("UNREADABLE", `${showPath(path)} is there already: nothing is written`, {
      hint: "run the same command again",
    });
  let folder = dirname(file);
  while ((await lstat(folder).catch(() => undefined)) === undefined) folder = dirname(folder);
  assertInside(home, await attempt(path, () => realpath(folder)), path);
  return file;
}

function assertInside(home: string, file: string, path: string): void {
  const isInside = file === home || file.startsWith(home.endsWith(sep) ? home : home + sep);
  if (!isInside)
    throw new BpError("OUTSIDE_ROOT", `${showPath(path)} is a link that leaves the workspace`);
}

async function replaceFile(file: string, content: Uint8Array): Promise<void> {
  const { mode } = await statOf(file);
  const fresh = await freshFile(file, content, mode);
  try {
    await rename(fresh, file);
  } catch (error) {
    await unlink(fresh).catch(() => undefined);
    throw error;
  }
}

/** A link, unlike a rename, never takes the place of a file that came meanwhile. */
async function createFile(file: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const fresh = await freshFile(file, content, 0o644);
  try {
    await link(fresh, file);
  } finally {
    await unlink(fresh).catch(() => undefined);
  }
}

/** The content on the disk, beside the file. */
async function freshFile(file: string, content: Uint8Array, mode: number): Promise<string> {
  const fresh = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString("hex")}`);
  try {
    const handle = await open(fresh, "wx", 0o600);
    try {
      await handle.writeFile(content);
      await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return fresh;
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
