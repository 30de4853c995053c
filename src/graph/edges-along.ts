import type { Arrow, Digraph } from "./numbering.ts";

/** The edges from each name of a way to the next; of parallel edges the first written. Linear in all edges together. */
export function edgesAlong<E extends Arrow>(
  { edges }: Digraph<E>,
  ways: readonly (readonly string[])[],
): readonly (readonly E[])[] {
  const wanted = new Map<string, Map<string, E | undefined>>();
  for (const way of ways)
    for (const [from, to] of steps(way)) {
      const ends = wanted.get(from) ?? new Map<string, E | undefined>();
      wanted.set(from, ends.set(to, undefined));
    }
  for (const edge of edges) {
    const ends = wanted.get(edge.from);
    if (ends?.has(edge.to) === true && ends.get(edge.to) === undefined) ends.set(edge.to, edge);
  }
  return ways.map((way) => steps(way).flatMap(([from, to]) => wanted.get(from)?.get(to) ?? []));
}

function steps(way: readonly string[]): readonly (readonly [string, string])[] {
  return way.slice(1).map((to, at) => [way[at] ?? "", to]);
}
