import { condensed } from "./condensation.ts";
import type { Condensation } from "./condensation.ts";
import type { Arrow, Digraph } from "./numbering.ts";
import { arrowsOf, numberingOf } from "./numbering.ts";
import { columns, stepsAround } from "./steps-around.ts";

/** An edge that may hold only under a condition. */
export interface Conditional extends Arrow {
  readonly optional?: boolean;
}

export interface Reduction<E extends Arrow> {
  /** The edges that other edges bring already, in the order given. */
  readonly redundant: readonly E[];
  /** False where the graph is beyond the bound, and nothing was looked at. */
  readonly complete: boolean;
}

/** Edges times passes: a few seconds. A hundred thousand nodes with half a million edges come to a tenth of it. */
export const reductionBound = 1_000_000_000;

/**
 * What a transitive reduction leaves out (Aho, Garey and Ullman 1972): the edges that always hold and whose end is
 * reached by another way of edges that always hold. Where an end of an edge is part of a circle nothing is said of it,
 * since of two such edges either could go. Each pass follows 512 possible ends through the edges, so that the cost is
 * edges times nodes / 512; above the bound it is not begun.
 */
export function reduction<E extends Conditional>(
  graph: Digraph<E>,
  bound: number = reductionBound,
): Reduction<E> {
  const { edges } = graph;
  const numbering = numberingOf(graph);
  const isHeld = (at: number): boolean => edges[at]?.optional !== true;
  const whole = condensed(arrowsOf(numbering, isHeld));
  const { names, targets } = whole.graph;
  if (Math.ceil(names.length / columns) * targets.length > bound)
    return { redundant: [], complete: false };
  const around = aroundSingles(whole);
  const component = (node: number | undefined): number => whole.of[node ?? -1] ?? -1;
  const redundant = edges.filter(
    (_, at) =>
      isHeld(at) &&
      around.get(component(numbering.from[at]))?.has(component(numbering.to[at])) === true,
  );
  return { redundant, complete: true };
}

/** Where each single node leads by an edge with a way around, to single nodes. */
function aroundSingles({ graph, single }: Condensation): ReadonlyMap<number, ReadonlySet<number>> {
  const ends = new Map<number, Set<number>>();
  for (const [from, to] of stepsAround(graph)) {
    if (single[from] !== 1 || single[to] !== 1) continue;
    ends.set(from, (ends.get(from) ?? new Set()).add(to));
  }
  return ends;
}
