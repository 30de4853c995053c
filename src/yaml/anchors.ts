import type { YamlNode } from "../model/yaml-node.ts";

/** How much a node is once every alias in it is written out. */
export interface Extent {
  /** Nodes, itself included. */
  readonly count: number;
  /** Levels of collections, itself included. */
  readonly depth: number;
}

export interface Anchored extends Extent {
  readonly node: YamlNode;
}

/** How deep a document may nest, aliases written out. */
export const depthLimit = 500;

/** How many nodes aliases and merge keys may add to one file. */
export const expansionLimit = 200_000;

/** The anchors of one document, and what is left of the file's room for aliases. */
export class Anchors {
  readonly #known = new Map<string, Anchored | undefined>();
  #room = expansionLimit;

  /** A new document sees no anchor of the one before it. */
  forget(): void {
    this.#known.clear();
  }

  /** The anchor is seen, its node is not whole yet: an alias to it here would contain itself. */
  open(name: string): void {
    this.#known.set(name, undefined);
  }

  close(name: string, anchored: Anchored): void {
    this.#known.set(name, anchored);
  }

  /** The node behind an alias that stands `depth` levels deep, or a sentence that says why there is none. */
  resolve(name: string, depth: number): Anchored | string {
    if (!this.#known.has(name)) return `the alias *${name} has no anchor before it`;
    const anchored = this.#known.get(name);
    if (anchored === undefined) return `the anchor &${name} contains itself`;
    this.#room -= anchored.count;
    if (this.#room < 0) return `aliases expand to more than ${expansionLimit} nodes`;
    if (depth + anchored.depth > depthLimit)
      return `aliases nest more than ${depthLimit} levels deep`;
    return anchored;
  }
}
