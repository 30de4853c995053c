import type { Graph, GraphEdge } from "../../graph.ts";

/** Nodes whose surroundings stand out where the pointer is; more would make a style of needless length. */
const most = 400;

/** What belongs to what, as a reader sees it: by classes where the pointer is, and by name in titles. */
export class Ties {
  readonly #index: ReadonlyMap<string, number>;
  readonly #needs: ReadonlyMap<string, readonly GraphEdge[]>;
  readonly #needed: ReadonlyMap<string, readonly GraphEdge[]>;

  constructor(names: readonly string[], { edges }: Graph) {
    this.#index = new Map(names.map((name, at) => [name, at]));
    this.#needs = Map.groupBy(edges, ({ from }) => from);
    this.#needed = Map.groupBy(edges, ({ to }) => to);
  }

  /** What the name needs, each once. */
  needs(name: string): readonly string[] {
    return [...new Set(this.#needs.get(name)?.map(({ to }) => to))];
  }

  /** What needs the name, each once. */
  neededBy(name: string): readonly string[] {
    return [...new Set(this.#needed.get(name)?.map(({ from }) => from))];
  }

  ofNode(name: string): string {
    const near = this.#index.size > most ? [] : [...this.needs(name), ...this.neededBy(name)];
    return [`i${this.#at(name)}`, ...near.map((other) => `j${this.#at(other)}`)].join(" ");
  }

  ofEdge({ from, to }: GraphEdge): string {
    return `x${this.#at(from)} x${this.#at(to)}`;
  }

  /** Dims what has nothing to do with the node under the pointer, without a script. */
  styles(): string {
    if (this.#index.size > most) return "";
    const rules = [...this.#index.values()].map((at) => {
      const over = `svg:has(.i${at}:hover)`;
      return `${over} .w:not(.x${at}){opacity:.1}${over} .n:not(.i${at}):not(.j${at}){opacity:.35}`;
    });
    return rules.join("\n");
  }

  #at(name: string): number {
    return this.#index.get(name) ?? 0;
  }
}
