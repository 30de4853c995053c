import type { Stats } from "node:fs";
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

import { systemCode } from "./folder.ts";
import { temporaryPath } from "./temporary.ts";

/**
 * In bytes. Up to here a file is read and written at once: the call of the system takes microseconds, and handing it to
 * another thread and back takes ten times as long.
 */
export const smallSize: number = 64 * 1024;

/** The whole of a small file; its size where it is larger; undefined where there is none, or something else than a file. */
export function readSmall(path: string): Uint8Array | number | undefined {
  const file = opened(path);
  if (file === undefined) return undefined;
  try {
    const facts = fstatSync(file);
    if (!facts.isFile()) return undefined;
    if (facts.size > smallSize) return facts.size;
    const bytes = Buffer.allocUnsafe(facts.size);
    let filled = 0;
    for (let read = -1; read !== 0 && filled < bytes.length; filled += read)
      read = readSync(file, bytes, filled, bytes.length - filled, filled);
    return bytes.subarray(0, filled);
  } finally {
    closeSync(file);
  }
}

/** What stands at a path, a link being one; undefined where nothing does. */
export function factsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (systemCode(error) === "ENOTDIR") return undefined;
    throw error;
  }
}

/** Writes a new file of a layout's folder and moves it to its place: it appears whole or not at all. @throws Error of node:fs */
export function writeSmall(folder: string, path: string, bytes: Uint8Array): void {
  const temporary = created(folder);
  try {
    try {
      for (let written = 0; written < bytes.byteLength;)
        written += writeSync(temporary.file, bytes, written, bytes.byteLength - written, written);
    } finally {
      closeSync(temporary.file);
    }
    renameSync(temporary.path, path);
  } catch (error) {
    rmSync(temporary.path, { force: true });
    throw error;
  }
}

/** Never through a link in the last place, and without waiting for whoever would write to a pipe. Windows has neither. */
const plainly =
  constants.O_RDONLY |
  (constants.O_NOFOLLOW ?? 0) |
  ((constants.O_NONBLOCK as number | undefined) ?? 0);

function opened(path: string): number | undefined {
  try {
    return openSync(path, plainly);
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ELOOP", "EMLINK", "ENXIO"].includes(systemCode(error) ?? ""))
      return undefined;
    throw error;
  }
}

/** As `createTemporary`, at once. */
function created(folder: string): { readonly path: string; readonly file: number } {
  for (;;) {
    const path = temporaryPath(folder);
    try {
      return { path, file: openSync(path, "wx", 0o666) };
    } catch (error) {
      if (systemCode(error) === "ENOENT") mkdirSync(dirname(path), { recursive: true });
      else if (systemCode(error) !== "EEXIST") throw error;
    }
  }
}
