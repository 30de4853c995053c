import type { Digraph } from "./numbering.ts";
import { adjacencyOf } from "./numbering.ts";
import { levels } from "./waves.ts";

/**
 * The longest chain of needs, from the one that waits longest down to the one that needs nothing; of equally long ones
 * the first by name. Cycles and what needs them are left out. Linear.
 */
export function longestChain(graph: Digraph): readonly string[] {
  const { names, offsets, targets } = adjacencyOf(graph);
  const level = levels({ names, offsets, targets });
  let height = level.reduce((most, one) => Math.max(most, one), -1);
  let node = level.indexOf(height);
  const chain: string[] = [];
  while (height >= 0) {
    chain.push(names[node] ?? "");
    height -= 1;
    const below = targets.subarray(offsets[node], offsets[node + 1]);
    node = below.find((target) => level[target] === height) ?? -1;
  }
  return chain;
}
