import type { Bytes } from "../model/ports.ts";
import type { Tree, TreeEntry, TreeStat } from "../model/tree.ts";

/** A file of a draft that is not what the tree below has. */
export interface Rewritten {
  /** undefined: there is no such file below. */
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array;
}

/** Archives are read once and never edited; the rest is small. */
const kept = /\.(?:ya?ml|tpl|txt|json)$/u;

/**
 * A tree whose files can be written without touching what lies below it. A text that was read once stays as it was, so
 * that an edit fits the text it was made for; a path and a link to it are one file.
 */
export class DraftTree implements Tree {
  readonly #below: Tree;
  readonly #read = new Map<string, Uint8Array>();
  readonly #written = new Map<string, Uint8Array>();
  /** The paths that were written and are not below. */
  readonly #created = new Set<string>();

  constructor(below: Tree) {
    this.#below = below;
  }

  /** What was written, by path with its links resolved, sorted. */
  rewritten(): ReadonlyMap<string, Rewritten> {
    const files = [...this.#written].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return new Map(
      files.flatMap(([path, after]) => {
        const before = this.#created.has(path) ? undefined : this.#read.get(path);
        return before !== undefined && same(before, after) ? [] : [[path, { before, after }]];
      }),
    );
  }

  /**
   * Writes a file, one that is not there yet too.
   * @throws BpError as `resolve`, and what `read` throws
   */
  async write(path: string, bytes: Uint8Array, limit: number): Promise<void> {
    const real = await this.place(path);
    const isThere = (await this.#below.stat(real)) !== undefined;
    if (!isThere) this.#created.add(real);
    else if (!this.#read.has(real)) this.#read.set(real, await this.#below.read(real, limit));
    this.#written.set(real, bytes);
  }

  /** The path with its links resolved, as far as there is something. @throws BpError OUTSIDE_ROOT */
  async place(path: string): Promise<string> {
    if (path === "" || (await this.#below.stat(path)) !== undefined)
      return this.#below.resolve(path);
    const slash = path.lastIndexOf("/");
    const folder = await this.place(path.slice(0, Math.max(slash, 0)));
    const name = path.slice(slash + 1);
    return folder === "" ? name : `${folder}/${name}`;
  }

  async list(folder: string): Promise<readonly TreeEntry[]> {
    const created = this.#entriesOf(folder);
    if (created.length === 0) return this.#below.list(folder);
    const isThere = (await this.#below.stat(folder)) !== undefined;
    const below = isThere ? await this.#below.list(folder) : [];
    const names = new Set(below.map(({ name }) => name));
    const more = created.filter(({ name }) => !names.has(name));
    return [...below, ...more].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** What was created in the folder, and the folders that lead to what was. */
  #entriesOf(folder: string): readonly TreeEntry[] {
    const start = folder === "" ? "" : `${folder}/`;
    const found = new Map<string, TreeEntry>();
    for (const path of this.#created) {
      if (!path.startsWith(start)) continue;
      const [name = "", ...more] = path.slice(start.length).split("/");
      found.set(name, { name, kind: more.length === 0 ? "file" : "folder" });
    }
    return [...found.values()];
  }

  async stat(path: string): Promise<TreeStat | undefined> {
    const stat = await this.#below.stat(path);
    if (stat === undefined) return this.#created.size === 0 ? undefined : this.#createdStat(path);
    const written = stat.kind === "file" ? await this.#draft(path) : undefined;
    return written === undefined ? stat : { kind: "file", size: written.length };
  }

  #createdStat(path: string): TreeStat | undefined {
    if (this.#created.has(path))
      return { kind: "file", size: this.#written.get(path)?.length ?? 0 };
    return this.#entriesOf(path).length === 0 ? undefined : { kind: "folder", size: 0 };
  }

  async read(path: string, limit: number): Promise<Uint8Array> {
    const draft = await this.#draft(path);
    if (draft !== undefined) return draft;
    const bytes = await this.#below.read(path, limit);
    if (kept.test(path)) this.#read.set(await this.resolve(path), bytes);
    return bytes;
  }

  async resolve(path: string): Promise<string> {
    return this.#created.has(path) ? path : this.#below.resolve(path);
  }

  async *open(path: string, size: number): Bytes {
    const draft = await this.#draft(path);
    if (draft === undefined) yield* this.#below.open(path, size);
    else yield draft;
  }

  async #draft(path: string): Promise<Uint8Array | undefined> {
    if (this.#read.size + this.#created.size === 0) return undefined;
    const real = await this.resolve(path);
    return this.#written.get(real) ?? this.#read.get(real);
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
