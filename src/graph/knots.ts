import { components, knots } from "./components.ts";
import type { Arrow, Digraph } from "./numbering.ts";
import { adjacencyOf, numberingOf } from "./numbering.ts";

/** The names that lead to each other, for each component that holds a circle, sorted. Linear. */
export function circularNames(graph: Digraph): readonly (readonly string[])[] {
  const numbers = adjacencyOf(graph);
  return knots(numbers, components(numbers)).map((members) =>
    Array.from(members, (node) => numbers.names[node] ?? ""),
  );
}

/** The edges that are part of any circle: those whose ends lead to each other, and those from a thing to itself. Linear. */
export function circularEdges<E extends Arrow>(graph: Digraph<E>): readonly E[] {
  const { of } = components(adjacencyOf(graph));
  const { from, to } = numberingOf(graph);
  return graph.edges.filter((_, at) => {
    const component = of[from[at] ?? -1];
    return component !== undefined && component === of[to[at] ?? -1];
  });
}
