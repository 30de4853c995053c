import type { Bytes } from "../model/ports.ts";
import type { Tree, TreeEntry, TreeStat } from "../model/tree.ts";

/** A file of a draft that is not what the tree below has. */
export interface Rewritten {
  readonly before: Uint8Array;
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

  constructor(below: Tree) {
    this.#below = below;
  }

  /** What was written, by path with its links resolved, sorted. */
  rewritten(): ReadonlyMap<string, Rewritten> {
    const files = [...this.#written].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return new Map(
      files.flatMap(([path, after]) => {
        const before = this.#read.get(path);
        return before === undefined || same(before, after) ? [] : [[path, { before, after }]];
      }),
    );
  }

  /** @throws BpError as `resolve`, and what `read` throws */
  async write(path: string, bytes: Uint8Array, limit: number): Promise<void> {
    const real = await this.resolve(path);
    if (!this.#read.has(real)) this.#read.set(real, await this.#below.read(real, limit));
    this.#written.set(real, bytes);
  }

  list(folder: string): Promise<readonly TreeEntry[]> {
    return this.#below.list(folder);
  }

  async stat(path: string): Promise<TreeStat | undefined> {
    const stat = await this.#below.stat(path);
    const written = stat?.kind === "file" ? await this.#draft(path) : undefined;
    return written === undefined ? stat : { kind: "file", size: written.length };
  }

  async read(path: string, limit: number): Promise<Uint8Array> {
    const draft = await this.#draft(path);
    if (draft !== undefined) return draft;
    const bytes = await this.#below.read(path, limit);
    if (kept.test(path)) this.#read.set(await this.resolve(path), bytes);
    return bytes;
  }

  resolve(path: string): Promise<string> {
    return this.#below.resolve(path);
  }

  async *open(path: string, size: number): Bytes {
    const draft = await this.#draft(path);
    if (draft === undefined) yield* this.#below.open(path, size);
    else yield draft;
  }

  async #draft(path: string): Promise<Uint8Array | undefined> {
    if (this.#read.size === 0) return undefined;
    const real = await this.resolve(path);
    return this.#written.get(real) ?? this.#read.get(real);
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
