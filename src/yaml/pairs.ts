import type { MappingNode, MappingPair, ScalarNode } from "../model/yaml-node.ts";

/** From how many pairs on an index pays. */
const indexFrom = 12;

/** The pairs of one mapping while it is read. Names are unique: a later pair takes the place of an earlier one. */
export class Pairs {
  #list: MappingPair[] = [];
  #index: Map<string, number> | undefined;
  /** Names that a merge key brought and no key of this very mapping has replaced. */
  #merged: Set<string> | undefined;
  #mergeKey: ScalarNode | undefined;

  get list(): readonly MappingPair[] {
    return this.#list;
  }

  /** Puts a pair in. Gives the pair of the same name that was written in this mapping before. */
  write(pair: MappingPair): MappingPair | undefined {
    const before = this.#put(pair);
    const merged = this.#merged?.delete(pair.name) ?? false;
    return merged ? undefined : before;
  }

  /** Puts all pairs of another mapping in: they override what stands before the merge key. */
  merge(source: MappingNode): void {
    this.#merged ??= new Set();
    for (const pair of source.pairs) {
      this.#put(pair);
      this.#merged.add(pair.name);
    }
  }

  /** Notes a merge key. Gives the one before it. */
  writeMergeKey(key: ScalarNode): ScalarNode | undefined {
    const before = this.#mergeKey;
    this.#mergeKey = key;
    return before;
  }

  #put(pair: MappingPair): MappingPair | undefined {
    const at = this.#find(pair.name);
    const before = at === -1 ? undefined : this.#list[at];
    if (at === -1) this.#index?.set(pair.name, this.#list.length);
    if (at === -1) this.#list.push(pair);
    else this.#list[at] = pair;
    return before;
  }

  #find(name: string): number {
    if (this.#list.length < indexFrom) return this.#list.findIndex((pair) => pair.name === name);
    this.#index ??= new Map(this.#list.map((pair, index) => [pair.name, index]));
    return this.#index.get(name) ?? -1;
  }
}
