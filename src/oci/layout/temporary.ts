import type { FileHandle } from "node:fs/promises";
import { mkdir, open, readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { kill, pid } from "node:process";

import { ifThere, systemCode } from "./folder.ts";

/** A file that is being written; the name says by whom, so that a later process can clear it away. */
export interface Temporary {
  readonly path: string;
  readonly file: FileHandle;
}

const place = ".tmp";
let count = 0;

/** Opens a new file beside the blobs, in the same file system, where a rename is atomic. */
export async function createTemporary(folder: string): Promise<Temporary> {
  for (;;) {
    const path = temporaryPath(folder);
    try {
      return { path, file: await open(path, "wx", 0o666) };
    } catch (error) {
      if (systemCode(error) === "ENOENT") await mkdir(join(folder, place), { recursive: true });
      else if (systemCode(error) !== "EEXIST") throw error;
    }
  }
}

/** The name of a new file there that no other has. */
export function temporaryPath(folder: string): string {
  count += 1;
  return join(folder, place, `${owner()}.${count}`);
}

/** Removes what processes of this machine left that are no more. */
export async function clearTemporaries(folder: string): Promise<void> {
  const names = (await ifThere(readdir(join(folder, place)))) ?? [];
  const left = names.filter((name) => isGone(name.slice(0, name.lastIndexOf("."))));
  await Promise.all(left.map((name) => rm(join(folder, place, name), { force: true })));
}

/** Names this process among all processes of all machines. */
export function owner(): string {
  return `${hostname()}.${pid}`;
}

/** True where the named owner was a process of this machine and has ended. */
export function isGone(name: string): boolean {
  const dot = name.lastIndexOf(".");
  const id = Number(name.slice(dot + 1));
  if (name.slice(0, dot) !== hostname() || !Number.isSafeInteger(id) || id <= 0) return false;
  try {
    kill(id, 0);
    return false;
  } catch (error) {
    return systemCode(error) === "ESRCH";
  }
}
