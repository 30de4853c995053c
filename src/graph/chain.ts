import { adjacency } from "./adjacency.ts";
import type { Graph } from "./graph.ts";
import { levels } from "./waves.ts";

/**
 * The longest chain of needs, from the one that waits longest down to the one that needs nothing; of equally long ones
 * the first by name. Cycles and what needs them are left out.
 */
export function longestChain(graph: Graph): readonly string[] {
  const numbers = adjacency(
    graph.nodes.map((node) => node.name),
    graph.edges,
  );
  const placed = levels(numbers);
  const levelOf = new Map(placed.flatMap((wave, level) => wave.map((node) => [node, level])));
  const chain: string[] = [];
  let node = placed.at(-1)?.[0];
  while (node !== undefined) {
    chain.push(numbers.names[node] ?? "");
    const below = (levelOf.get(node) ?? 0) - 1;
    node = numbers.successors[node]?.find((target) => levelOf.get(target) === below);
  }
  return chain;
}
