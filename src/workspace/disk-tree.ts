import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from "node:fs";
import type { Dirent, Stats } from "node:fs";
import { open } from "node:fs/promises";
import { join, relative, sep } from "node:path";

import { BpError } from "../model/error.ts";
import type { Bytes } from "../model/ports.ts";
import type { EntryKind, Tree, TreeEntry, TreeStat } from "../model/tree.ts";
import { checkPath, showPath } from "./path.ts";

/** How many entries one folder may have. */
const entryLimit = 50_000;

const chunkSize = 64 * 1024;

/** Never through a link put there since its path was resolved, and never waiting for the writer of a pipe. */
const readFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * The files below a folder. Links are followed where they stay below it.
 * @throws BpError UNREADABLE where there is no such folder
 */
export function diskTree(root: string): Tree {
  const real = attempt(root, () => realpathSync.native(root));
  if (!attempt(root, () => statSync(real)).isDirectory())
    throw unreadable(root, "it is not a folder");
  return new DiskTree(real);
}

/** Small files are read synchronously: a hundred of them take a third of the time that way. */
class DiskTree implements Tree {
  readonly #root: string;
  /** The folders that were resolved, by path: most files lie beside one that was read before. */
  readonly #folders = new Map<string, string>();

  constructor(root: string) {
    this.#root = root;
  }

  async list(folder: string): Promise<readonly TreeEntry[]> {
    const real = this.#real(folder);
    this.#folders.set(folder, real);
    const entries = attempt(folder, () => readdirSync(real, { withFileTypes: true }));
    if (entries.length > entryLimit)
      throw new BpError("LIMIT", `${showPath(folder)} has more than ${entryLimit} entries`);
    return entries
      .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async stat(path: string): Promise<TreeStat | undefined> {
    checkPath(path);
    const beside = this.#beside(path);
    const own =
      beside === undefined
        ? undefined
        : attempt(path, () => lstatSync(beside, { throwIfNoEntry: false }));
    if (own !== undefined && !own.isSymbolicLink()) return statOf(own);
    const stats = attempt(path, () => statSync(join(this.#root, path), { throwIfNoEntry: false }));
    if (stats === undefined) return undefined;
    this.#real(path);
    return statOf(stats);
  }

  async read(path: string, limit: number): Promise<Uint8Array> {
    const file = this.#open(path);
    try {
      const size = checkFile(path, fstatSync(file), limit);
      return attempt(path, () => readWhole(file, size));
    } finally {
      closeSync(file);
    }
  }

  #open(path: string): number {
    checkPath(path);
    const beside = this.#beside(path);
    try {
      if (beside !== undefined) return openSync(beside, readFlags);
    } catch {
      // A link, or nothing there any more: the whole path is resolved, and what is wrong told.
    }
    const real = this.#real(path);
    return attempt(path, () => openSync(real, readFlags));
  }

  async resolve(path: string): Promise<string> {
    return relative(this.#root, this.#real(path)).split(sep).join("/");
  }

  async *open(path: string, size: number): Bytes {
    const real = this.#real(path);
    const file = await open(real, readFlags).catch((error: unknown) => {
      throw asBpError(path, error);
    });
    try {
      const buffer = new Uint8Array(chunkSize);
      let read = 0;
      for (;;) {
        const { bytesRead } = await file.read(buffer);
        read += bytesRead;
        if (read > size || (bytesRead === 0 && read < size))
          throw unreadable(path, "it changed while it was read");
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  }

  /** The path below its resolved folder, undefined where that was not resolved yet. */
  #beside(path: string): string | undefined {
    const slash = path.lastIndexOf("/");
    const folder = this.#folders.get(slash === -1 ? "" : path.slice(0, slash));
    return folder === undefined ? undefined : folder + sep + path.slice(slash + 1);
  }

  #real(path: string): string {
    checkPath(path);
    const real = attempt(path, () => realpathSync.native(join(this.#root, path)));
    const inside = real === this.#root || real.startsWith(this.#root + sep);
    if (inside || this.#root === sep) return real;
    throw new BpError("OUTSIDE_ROOT", `${showPath(path)} is a link that leaves the workspace`, {
      hint: "put the files into the workspace, or take the link out",
    });
  }
}

function statOf(stats: Stats): TreeStat {
  if (stats.isFile()) return { kind: "file", size: stats.size };
  return { kind: stats.isDirectory() ? "folder" : "other", size: 0 };
}

function kindOf(entry: Dirent): EntryKind {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "link" : "other";
}

function checkFile(path: string, stats: Stats, limit: number): number {
  if (!stats.isFile()) throw unreadable(path, "it is not a file");
  if (stats.size <= limit) return stats.size;
  throw new BpError(
    "LIMIT",
    `${showPath(path)} has ${stats.size} bytes, more than the ${limit} that are read`,
    { hint: "make the file smaller, or move it out of the blueprint", details: { limit } },
  );
}

/** The file's first `size` bytes: what came in since is not read. */
function readWhole(file: number, size: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(size);
  let filled = 0;
  while (filled < size) {
    const count = readSync(file, bytes, filled, size - filled, filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw asBpError(path, error);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "a part of its path is not a folder",
  EACCES: "it may not be read",
  EPERM: "it may not be read",
  EISDIR: "it is a folder",
  ENAMETOOLONG: "its name is too long",
};

function asBpError(path: string, error: unknown): unknown {
  if (error instanceof BpError || !isSystemError(error)) return error;
  if (error.code === "ELOOP") return circle(path, error);
  return unreadable(path, reasons[error.code] ?? error.code, error);
}

/** The tree is at fault, not the run: reading it again helps nobody. */
function circle(path: string, cause: Error): BpError {
  return new BpError("MATERIAL", `cannot read ${showPath(path)}: its links lead in a circle`, {
    hint: "remove the link, or let it point at a file",
    cause,
  });
}

function unreadable(path: string, why: string, cause?: unknown): BpError {
  return new BpError("UNREADABLE", `cannot read ${showPath(path) || "."}: ${why}`, { cause });
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}
