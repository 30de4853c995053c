import type { Incidence } from "./incidence.ts";
import { row } from "./incidence.ts";
import type { Budget, Weighted } from "./weighted.ts";

/**
 * Moves each node to the place among its neighbours that costs least, over and over until nothing gets better or the
 * budget is spent. Places are changed as they stand: only their order counts. A sweep costs arrows times the logarithm of
 * a node's neighbours.
 */
export function sift(graph: Weighted, arcs: Incidence, place: Float64Array, budget: Budget): void {
  for (let moved = true; moved && budget.left > 0;) {
    moved = false;
    for (let node = 0; node < graph.size; node += 1) {
      const neighbours = neighboursOf(graph, arcs, node, place);
      budget.left -= neighbours.length;
      const better = betterPlace(neighbours, place[node] ?? 0);
      if (better === undefined) continue;
      place[node] = better;
      moved = true;
    }
    spread(place);
  }
}

interface Neighbour {
  readonly place: number;
  /** What it costs to be before this one, less what it costs to be after it. */
  readonly before: number;
}

function neighboursOf(
  { from, to, weight }: Weighted,
  arcs: Incidence,
  node: number,
  place: Float64Array,
): readonly Neighbour[] {
  const needs = Array.from(row(arcs.out, node), (arc) => ({
    place: place[to[arc] ?? 0] ?? 0,
    before: weight[arc] ?? 0,
  }));
  const needed = Array.from(row(arcs.into, node), (arc) => ({
    place: place[from[arc] ?? 0] ?? 0,
    before: -(weight[arc] ?? 0),
  }));
  return [...needs, ...needed].toSorted((a, b) => a.place - b.place);
}

/** A place that costs less than the one held; undefined where there is none. No two neighbours share one. */
function betterPlace(neighbours: readonly Neighbour[], held: number): number | undefined {
  let cost = 0;
  let [best, bestAt, now] = [0, 0, 0];
  for (const [at, neighbour] of neighbours.entries()) {
    cost -= neighbour.before;
    if (neighbour.place < held) now = cost;
    if (cost < best) [best, bestAt] = [cost, at + 1];
  }
  return best < now ? between(neighbours[bestAt - 1]?.place, neighbours[bestAt]?.place) : undefined;
}

/** Undefined where the halves have run out. */
function between(before: number | undefined, after: number | undefined): number | undefined {
  if (before === undefined) return (after ?? 0) - 1;
  if (after === undefined) return before + 1;
  const middle = before + (after - before) / 2;
  return before < middle && middle < after ? middle : undefined;
}

/** Whole numbers again, so that halves never run out; what shares a place stays in order of number. */
function spread(place: Float64Array): void {
  const order = [...place.keys()].toSorted((a, b) => (place[a] ?? 0) - (place[b] ?? 0) || a - b);
  for (const [at, node] of order.entries()) place[node] = at;
}
