import { collected } from "../model/collected.ts";
import { BpError } from "../model/error.ts";
import type { Bytes, Content } from "../model/ports.ts";
import type { Tree, TreeEntry, TreeStat } from "../model/tree.ts";
import { showPath } from "./path.ts";

/** A file that is laid over a tree. */
export interface OverlaidFile extends Content {
  /** In bytes. */
  readonly size: number;
}

/** The tree with more files in it, by path; they hide what lies below at their paths, and make their folders. */
export function overlayTree(below: Tree, files: ReadonlyMap<string, OverlaidFile>): Tree {
  return files.size === 0 ? below : new OverlayTree(below, files);
}

/** A tree of these files and nothing else. */
export function filesTree(files: ReadonlyMap<string, OverlaidFile>): Tree {
  return new OverlayTree(emptyTree, files);
}

const emptyTree: Tree = {
  list: async (folder) => {
    throw missing(folder);
  },
  stat: async () => undefined,
  read: async (path) => {
    throw missing(path);
  },
  resolve: async (path) => path,
  open: (path) => {
    throw missing(path);
  },
};

function missing(path: string): BpError {
  return new BpError("UNREADABLE", `cannot read ${showPath(path)}: there is no such file`);
}

class OverlayTree implements Tree {
  readonly #below: Tree;
  readonly #files: ReadonlyMap<string, OverlaidFile>;

  constructor(below: Tree, files: ReadonlyMap<string, OverlaidFile>) {
    this.#below = below;
    this.#files = files;
  }

  async list(folder: string): Promise<readonly TreeEntry[]> {
    const more = this.#in(folder);
    if (more.length === 0) return this.#below.list(folder);
    const there = await this.#below.stat(folder);
    const entries = there?.kind === "folder" ? await this.#below.list(folder) : [];
    const named = new Map([...entries, ...more].map((entry) => [entry.name, entry]));
    return [...named.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async stat(path: string): Promise<TreeStat | undefined> {
    const file = this.#files.get(path);
    if (file !== undefined) return { kind: "file", size: file.size };
    return this.#in(path).length > 0 ? { kind: "folder", size: 0 } : this.#below.stat(path);
  }

  async read(path: string, limit: number): Promise<Uint8Array> {
    const file = this.#files.get(path);
    if (file === undefined) return this.#below.read(path, limit);
    if (file.size > limit)
      throw new BpError("LIMIT", `${showPath(path)} has ${file.size} bytes, more than ${limit}`);
    return collected(file.open());
  }

  async resolve(path: string): Promise<string> {
    const own = this.#files.has(path) || this.#in(path).length > 0;
    return own ? path : this.#below.resolve(path);
  }

  open(path: string, size: number): Bytes {
    return this.#files.get(path)?.open() ?? this.#below.open(path, size);
  }

  /** What of the overlaid files is seen in a folder: they themselves, or the folders that lead to them. */
  #in(folder: string): readonly TreeEntry[] {
    const prefix = folder === "" ? "" : `${folder}/`;
    const below = [...this.#files.keys()].filter((path) => path.startsWith(prefix));
    const seen = new Map<string, TreeEntry>();
    for (const path of below) {
      const [name = "", ...rest] = path.slice(prefix.length).split("/");
      seen.set(name, { name, kind: rest.length === 0 ? "file" : "folder" });
    }
    return [...seen.values()];
  }
}
