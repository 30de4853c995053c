import { BpError } from "../model/error.ts";
import type { Bytes } from "../model/ports.ts";
import type { Tree, TreeEntry, TreeStat } from "../model/tree.ts";
import { diskTree } from "./disk-tree.ts";
import type { GitEntry } from "./git-entries.ts";
import { indexEntries, treeEntries } from "./git-entries.ts";
import type { Blob } from "./git-objects.ts";
import { GitObjects } from "./git-objects.ts";
import { objectOnDisk } from "./git-on-disk.ts";
import { must } from "./git-revision.ts";
import type { Git } from "./git.ts";
import { baseName, checkPath, joinPath, showPath } from "./path.ts";

/** The files of a revision; its processes end when it is closed. */
export interface GitTree extends Tree {
  /**
   * What tells whether a folder holds the same files in two revisions of a repository; undefined where a link in it may
   * lead elsewhere, or nothing is there.
   */
  fingerprint(folder: string): string | undefined;
  close(): Promise<void>;
}

/** How many links a path may lead through, as on Linux. */
const linkLimit = 40;

/** The largest target of a link, in bytes. */
const targetLimit = 4096;

/**
 * The files below git's folder in a commit, or as they are staged; without a checkout.
 * @param commit undefined: the index
 * @throws BpError UNREADABLE where git cannot read it, MATERIAL for an index in conflict, LIMIT
 */
export async function gitTree(git: Git, commit: string | undefined): Promise<GitTree> {
  const args =
    commit === undefined ? ["ls-files", "--stage", "-z"] : ["ls-tree", "-r", "-z", commit];
  const { stdout } = await must(git, args);
  const entries = commit === undefined ? indexEntries(stdout) : treeEntries(stdout);
  return new RevisionTree(git, entries);
}

class RevisionTree implements GitTree {
  readonly #entries: ReadonlyMap<string, GitEntry>;
  readonly #folders: ReadonlyMap<string, readonly TreeEntry[]>;
  readonly #objects: GitObjects;
  readonly #disk: Tree;

  constructor(git: Git, entries: ReadonlyMap<string, GitEntry>) {
    this.#entries = entries;
    this.#folders = foldersOf(entries);
    this.#objects = new GitObjects(git);
    this.#disk = diskTree(git.folder);
  }

  close(): Promise<void> {
    return this.#objects.close();
  }

  fingerprint(folder: string): string | undefined {
    const below = [...this.#entries].filter(([path]) => path.startsWith(`${folder}/`));
    if (below.length === 0 || below.some(([, { kind }]) => kind !== "file")) return undefined;
    return below.map(([path, { object }]) => `${object} ${path}`).join("\n");
  }

  async list(folder: string): Promise<readonly TreeEntry[]> {
    const real = await this.resolve(folder);
    const entries = this.#folders.get(real);
    if (entries === undefined) throw unreadable(folder, "it is not a folder");
    return entries;
  }

  async stat(path: string): Promise<TreeStat | undefined> {
    checkPath(path);
    const real = await this.#follow(path);
    if (real === undefined) return undefined;
    if (this.#folders.has(real)) return { kind: "folder", size: 0 };
    const entry = this.#entries.get(real);
    if (entry?.kind !== "file") return { kind: "other", size: 0 };
    return { kind: "file", size: (await this.#content(real, entry, 0)).size };
  }

  async read(path: string, limit: number): Promise<Uint8Array> {
    const real = await this.resolve(path);
    const entry = this.#entries.get(real);
    if (entry?.kind !== "file") throw unreadable(path, "it is not a file");
    const { size, bytes } = await this.#content(real, entry, limit);
    if (size <= limit) return bytes;
    throw new BpError(
      "LIMIT",
      `${showPath(path)} has ${size} bytes, more than the ${limit} that are read`,
      { hint: "make the file smaller, or move it out of the blueprint", details: { limit } },
    );
  }

  async resolve(path: string): Promise<string> {
    checkPath(path);
    const real = await this.#follow(path);
    if (real === undefined) throw unreadable(path, "there is no such file or folder");
    return real;
  }

  async *open(path: string, size: number): Bytes {
    const bytes = await this.read(path, size);
    if (bytes.length < size) throw unreadable(path, "it changed while it was read");
    yield bytes;
  }

  /** The path with its links resolved; undefined where nothing is there. @throws BpError OUTSIDE_ROOT, UNREADABLE */
  async #follow(path: string): Promise<string | undefined> {
    let open = path.split("/").filter((part) => part !== "");
    let real = "";
    for (let links = 0; ;) {
      const [part, ...rest] = open;
      if (part === undefined) return real;
      const next = joinPath(real, part);
      const entry = this.#entries.get(next);
      if (entry === undefined && !this.#folders.has(next)) return undefined;
      if (entry?.kind === "link") {
        links += 1;
        if (links > linkLimit) throw unreadable(path, "its links lead in a circle");
        open = stepsOf(real, await this.#target(entry), path).concat(rest);
        real = "";
      } else {
        open = rest;
        real = next;
      }
    }
  }

  /** Most files of a revision lie on the disk too, where they are read in a tenth of the time. */
  async #content(path: string, { object }: GitEntry, limit: number): Promise<Blob> {
    const bytes = await objectOnDisk(this.#disk, path, object);
    return bytes === undefined
      ? this.#objects.ask(object, limit)
      : { size: bytes.length, bytes: bytes.length <= limit ? bytes : new Uint8Array() };
  }

  async #target({ object }: GitEntry): Promise<string> {
    const { bytes } = await this.#objects.ask(object, targetLimit);
    return Buffer.from(bytes).toString("utf8");
  }
}

/** The steps from the root that a link in a folder leads to. @throws BpError OUTSIDE_ROOT */
function stepsOf(folder: string, target: string, path: string): string[] {
  const steps = folder === "" ? [] : folder.split("/");
  for (const part of target.split("/")) {
    if (part === "..") {
      if (steps.pop() === undefined) throw outside(path);
    } else if (part !== "." && part !== "") steps.push(part);
  }
  if (target.startsWith("/") || target === "") throw outside(path);
  return steps;
}

/** What stands in each folder, sorted; git keeps no folder without a file. */
function foldersOf(
  entries: ReadonlyMap<string, GitEntry>,
): ReadonlyMap<string, readonly TreeEntry[]> {
  const folders = new Map<string, Map<string, TreeEntry>>([["", new Map()]]);
  for (const [path, { kind }] of entries) {
    let below: TreeEntry = { name: baseName(path), kind };
    for (let at = path; at !== "";) {
      const folder = at.slice(0, Math.max(at.lastIndexOf("/"), 0));
      const known = folders.get(folder);
      if (known !== undefined) {
        known.set(below.name, below);
        break;
      }
      folders.set(folder, new Map([[below.name, below]]));
      below = { name: baseName(folder), kind: "folder" };
      at = folder;
    }
  }
  return new Map(
    [...folders].map(([folder, names]) => [
      folder,
      [...names.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    ]),
  );
}

function unreadable(path: string, why: string): BpError {
  return new BpError("UNREADABLE", `cannot read ${showPath(path)}: ${why}`);
}

function outside(path: string): BpError {
  return new BpError("OUTSIDE_ROOT", `${showPath(path)} is a link that leaves the workspace`, {
    hint: "put the files into the workspace, or take the link out",
  });
}
