import type { Adjacency, Arrow } from "./adjacency.ts";
import { adjacency, reversed } from "./adjacency.ts";
import type { Graph } from "./graph.ts";

export interface Waves {
  /** Wave 0 needs nothing, wave n needs something of wave n-1 and nothing of a later one. Names sorted in each. */
  readonly waves: readonly (readonly string[])[];
  /** The nodes of cycles and all that needs them, sorted: no wave can hold them. */
  readonly blocked: readonly string[];
}

/** What can be installed side by side, wave by wave. A target that the tree lacks does not hold its dependents up. */
export function waves(graph: Graph): Waves {
  return wavesOf(
    graph.nodes.map((node) => node.name),
    graph.edges,
  );
}

/** What is needed first comes first; inside one wave by name. `blocked` cannot be ordered. */
export function publishOrder(
  nodes: readonly string[],
  arrows: readonly Arrow[],
): { readonly order: readonly string[]; readonly blocked: readonly string[] } {
  const { waves: levels, blocked } = wavesOf(nodes, arrows);
  return { order: levels.flat(), blocked };
}

function wavesOf(nodes: readonly string[], arrows: readonly Arrow[]): Waves {
  const numbers = adjacency(nodes, arrows);
  const placed = levels(numbers);
  const nameOf = (node: number): string => numbers.names[node] ?? "";
  const done = new Set(placed.flat());
  return {
    waves: placed.map((wave) => wave.map(nameOf)),
    blocked: numbers.names.filter((_, node) => !done.has(node)),
  };
}

/** Kahn's algorithm in rounds: each round takes the nodes whose successors are all taken. Linear. */
export function levels(numbers: Adjacency): number[][] {
  const dependents = reversed(numbers).successors;
  const open = numbers.successors.map((targets) => targets.length);
  const result: number[][] = [];
  let wave = [...open.keys()].filter((node) => open[node] === 0);
  while (wave.length > 0) {
    result.push(wave);
    const next: number[] = [];
    for (const node of wave) {
      for (const dependent of dependents[node] ?? []) {
        const left = (open[dependent] ?? 0) - 1;
        open[dependent] = left;
        if (left === 0) next.push(dependent);
      }
    }
    wave = next.toSorted((a, b) => a - b);
  }
  return result;
}
