import type { Adjacency } from "./adjacency.ts";
import { reversed } from "./adjacency.ts";
import type { Arrow, Digraph } from "./numbering.ts";
import { adjacencyOf } from "./numbering.ts";

export interface Waves {
  /** Wave 0 needs nothing, wave n needs something of wave n-1 and nothing of a later one. Names sorted in each. */
  readonly waves: readonly (readonly string[])[];
  /** The nodes of cycles and all that needs them, sorted: no wave can hold them. */
  readonly blocked: readonly string[];
}

/** What can be installed side by side, wave by wave. A target that the graph lacks does not hold its dependents up. */
export function waves(graph: Digraph): Waves {
  const numbers = adjacencyOf(graph);
  const placed: string[][] = [];
  const blocked: string[] = [];
  const level = levels(numbers);
  for (const [node, name] of numbers.names.entries()) {
    const at = level[node] ?? -1;
    if (at === -1) blocked.push(name);
    else (placed[at] ??= []).push(name);
  }
  return { waves: placed, blocked };
}

/** What is needed first comes first; inside one wave by name. `blocked` cannot be ordered. */
export function publishOrder(
  nodes: readonly string[],
  arrows: readonly Arrow[],
): { readonly order: readonly string[]; readonly blocked: readonly string[] } {
  const { waves: placed, blocked } = waves({
    nodes: nodes.map((name) => ({ name })),
    edges: arrows,
  });
  return { order: placed.flat(), blocked };
}

/**
 * The wave of each node, -1 where none can hold it, by Kahn's algorithm (1962) in rounds: each takes the nodes whose
 * successors are all taken. Linear.
 */
export function levels(numbers: Adjacency): Int32Array {
  const { offsets, targets: dependents } = reversed(numbers);
  const open = numbers.names.map((_, node) => degree(numbers, node));
  const level = new Int32Array(open.length).fill(-1);
  let wave = [...open.keys()].filter((node) => open[node] === 0);
  for (let round = 0; wave.length > 0; round += 1) {
    const next: number[] = [];
    for (const node of wave) {
      level[node] = round;
      for (let at = offsets[node] ?? 0; at < (offsets[node + 1] ?? 0); at += 1) {
        const dependent = dependents[at] ?? 0;
        const left = (open[dependent] ?? 0) - 1;
        open[dependent] = left;
        if (left === 0) next.push(dependent);
      }
    }
    wave = next;
  }
  return level;
}

function degree({ offsets }: Adjacency, node: number): number {
  return (offsets[node + 1] ?? 0) - (offsets[node] ?? 0);
}
