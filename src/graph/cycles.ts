import { induced } from "./adjacency.ts";
import { components, knots, placesIn } from "./components.ts";
import { edgesAlong } from "./edges-along.ts";
import type { GraphEdge } from "./graph.ts";
import type { Arrow, Digraph } from "./numbering.ts";
import { adjacencyOf } from "./numbering.ts";
import { shortestCycle } from "./shortest-cycle.ts";

/** A way from a node back to itself. */
export interface Cycle<E extends Arrow = GraphEdge> {
  /** Each node once; the last needs the first. It starts with the smallest name. */
  readonly names: readonly string[];
  /** The edge from each name to the next, the last one closing the circle; of parallel edges the first written. */
  readonly edges: readonly E[];
  /** Whether none in its component is shorter: false only where the component is too large to try every way. */
  readonly shortest: boolean;
}

/**
 * The shortest cycle of every strongly connected component, sorted by name; of equally short ones always the same.
 * Linear in nodes and edges: see shortestCycle for the bound.
 */
export function cycles<E extends Arrow>(graph: Digraph<E>): readonly Cycle<E>[] {
  const numbers = adjacencyOf(graph);
  const parts = components(numbers);
  const knotted = knots(numbers, parts);
  const place = placesIn(knotted, numbers.names.length);
  const found = knotted.map((members) => {
    const part = induced(numbers, { members, of: parts.of, place });
    const { path, shortest } = shortestCycle(part);
    return { names: fromSmallest(path).map((node) => part.names[node] ?? ""), shortest };
  });
  const along = edgesAlong(
    graph,
    found.map(({ names }) => [...names, ...names.slice(0, 1)]),
  );
  return found.map((cycle, at) => ({ ...cycle, edges: along[at] ?? [] }));
}

function fromSmallest(path: readonly number[]): readonly number[] {
  const smallest = path.reduce((least, node) => Math.min(least, node));
  const at = path.indexOf(smallest);
  return [...path.slice(at), ...path.slice(0, at)];
}
