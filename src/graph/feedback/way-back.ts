import type { Incidence } from "./incidence.ts";
import { row } from "./incidence.ts";
import type { Budget, Weighted } from "./weighted.ts";

/** Looks for ways in a graph of which some arrows are closed; the tables serve every question in turn. */
export class Ways {
  readonly #graph: Weighted;
  readonly #arcs: Incidence;
  readonly #isOpen: (arc: number) => boolean;
  readonly #budget: Budget;
  /** For which question each node was last met, and by which arrow. */
  readonly #metFor: Int32Array;
  readonly #by: Int32Array;
  #question = 0;

  constructor(graph: Weighted, arcs: Incidence, isOpen: (arc: number) => boolean, budget: Budget) {
    this.#graph = graph;
    this.#arcs = arcs;
    this.#isOpen = isOpen;
    this.#budget = budget;
    this.#metFor = new Int32Array(graph.size);
    this.#by = new Int32Array(graph.size);
  }

  /** The arrows of a shortest way, last first; undefined where there is none. Costs the budget what it looks at. */
  shortest(from: number, to: number): readonly number[] | undefined {
    this.#question += 1;
    const queue = [from];
    this.#metFor[from] = this.#question;
    for (const node of queue) {
      const leaving = row(this.#arcs.out, node);
      this.#budget.left -= leaving.length;
      for (const arc of leaving) {
        const next = this.#graph.to[arc] ?? 0;
        if (this.#metFor[next] === this.#question || !this.#isOpen(arc)) continue;
        this.#metFor[next] = this.#question;
        this.#by[next] = arc;
        if (next === to) return this.#trace(from, to);
        queue.push(next);
      }
    }
    return undefined;
  }

  #trace(from: number, to: number): readonly number[] {
    const way: number[] = [];
    for (let node = to; node !== from; node = this.#graph.from[way.at(-1) ?? 0] ?? from)
      way.push(this.#by[node] ?? 0);
    return way;
  }
}
