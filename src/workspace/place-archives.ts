import { createHash, randomBytes } from "node:crypto";
import type { Stats } from "node:fs";
import { lstat, mkdir, open, readdir, realpath, rename, rm, unlink } from "node:fs/promises";
import { join, sep } from "node:path";

import { BpError } from "../model/error.ts";
import type { Content } from "../model/ports.ts";
import { mapConcurrently } from "./concurrent.ts";
import { checkPath, showPath } from "./path.ts";

interface Digested extends Content {
  /** Of the bytes, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** What shall lie in a folder, and what no more. */
export interface Placement {
  /** Relative to the root; it is made where it is not there. */
  readonly folder: string;
  /** By file name. */
  readonly add: ReadonlyMap<string, Digested>;
  /** File names. */
  readonly remove: readonly string[];
}

/** Helm and `bp` pass over what begins with a dot in charts/. */
const staged = ".bp-new-";
const atOnce = 8;
const staleMs = 60 * 60 * 1000;

/**
 * Writes all archives beside their places, looks at the bytes of each, and only then moves them in and takes away what
 * shall go. Nothing is written through a link.
 * @throws BpError MATERIAL for a link or a folder in the way, OUTSIDE_ROOT, DIGEST_MISMATCH, UNREADABLE; of the first
 *   three nothing has changed
 */
export async function placeArchives(root: string, placement: Placement): Promise<void> {
  const { folder: path, add, remove } = placement;
  checkPath(path);
  const folder = await attempt(path, () => madeFolder(root, path));
  for (const name of [...add.keys(), ...remove]) await refuseLink(join(folder, name), path, name);
  const moves = new Map<string, string>();
  try {
    const faults = await mapConcurrently([...add], atOnce, async ([name, content]) => {
      const file = join(folder, `${staged}${randomBytes(8).toString("hex")}`);
      moves.set(file, join(folder, name));
      // Each is waited for: one that still wrote would be left behind.
      return attempt(path, () => stage(file, content)).catch((error: unknown) => ({ error }));
    });
    const fault = faults.find((one) => one !== undefined);
    if (fault !== undefined) throw fault.error;
    for (const [from, to] of moves) await attempt(path, () => rename(from, to));
  } catch (error) {
    for (const file of moves.keys()) await rm(file, { force: true });
    throw error;
  }
  for (const name of remove) await attempt(path, () => unlink(join(folder, name)));
  await attempt(path, () => clean(folder));
}

async function madeFolder(root: string, path: string): Promise<string> {
  const home = await realpath(root);
  const parent = await realpath(join(root, path, ".."));
  const folder = join(parent, path.slice(path.lastIndexOf("/") + 1));
  if (parent !== home && !parent.startsWith(home.endsWith(sep) ? home : home + sep))
    throw new BpError("OUTSIDE_ROOT", `${showPath(path)} lies behind a link out of the workspace`);
  const there = await statOf(folder);
  if (there === undefined) await mkdir(folder);
  else if (!there.isDirectory()) throw inTheWay(path, there);
  return folder;
}

async function refuseLink(file: string, folder: string, name: string): Promise<void> {
  checkPath(name);
  const there = await statOf(file);
  if (there !== undefined && !there.isFile()) throw inTheWay(`${folder}/${name}`, there);
}

function inTheWay(path: string, stats: Stats): BpError {
  const kind = stats.isSymbolicLink() ? "a link" : "no plain file or folder of ours";
  return new BpError("MATERIAL", `${showPath(path)} is ${kind}: nothing is written there`, {
    hint: "take it away, or put the folder or file itself there",
  });
}

async function stage(file: string, content: Digested): Promise<void> {
  const hash = createHash("sha256");
  const handle = await open(file, "wx", 0o644);
  try {
    for await (const chunk of content.open()) {
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
  } finally {
    await handle.close();
  }
  if (hash.digest("hex") === content.sha256) return;
  throw new BpError(
    "DIGEST_MISMATCH",
    `the bytes of sha256:${content.sha256} changed on their way`,
    {
      hint: "something writes to the cache: run the command again",
    },
  );
}

/** Takes away what a run left that was killed; one that still runs has younger files. */
async function clean(folder: string): Promise<void> {
  const { mtimeMs: now } = await lstat(folder);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(staged)) continue;
    const there = await statOf(join(folder, name));
    if (there !== undefined && now - there.mtimeMs > staleMs) await rm(join(folder, name));
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function attempt<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof BpError || !(error instanceof Error) || !("syscall" in error)) throw error;
    throw new BpError("UNREADABLE", `cannot write ${showPath(path)}: ${error.message}`, {
      cause: error,
    });
  }
}
