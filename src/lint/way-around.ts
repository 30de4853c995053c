import { waves } from "../graph/index.ts";
import type { Graph, GraphEdge } from "../graph/index.ts";

/** The edges that always hold, by where they start, and how far each node stands from those that need nothing. */
export interface Ways {
  readonly next: ReadonlyMap<string, readonly GraphEdge[]>;
  /** Nodes of circles, and what needs them, have none. */
  readonly rank: ReadonlyMap<string, number>;
}

export function waysOf(graph: Graph): Ways {
  const held = graph.edges.filter(({ optional }) => !optional);
  return {
    next: Map.groupBy(held, ({ from }) => from),
    rank: new Map(
      waves(graph).waves.flatMap((names, index) => names.map((name) => [name, index] as const)),
    ),
  };
}

/**
 * The shortest way from a node to another of two edges or more. None where a circle leaves the order open. What ranks no
 * higher than the goal cannot lead to it, so that little more than the ways themselves is looked at.
 */
export function wayAround(
  from: string,
  to: string,
  { next, rank }: Ways,
): readonly GraphEdge[] | undefined {
  const goal = rank.get(to);
  if (goal === undefined || !rank.has(from)) return undefined;
  const cameBy = new Map<string, GraphEdge>();
  const seen = new Set([from]);
  const leads = (edge: GraphEdge): boolean =>
    edge.to === to ? edge.from !== from : (rank.get(edge.to) ?? -1) > goal;
  for (const name of seen) {
    for (const edge of next.get(name) ?? []) {
      if (seen.has(edge.to) || !leads(edge)) continue;
      seen.add(edge.to);
      cameBy.set(edge.to, edge);
      if (edge.to === to) return trace(cameBy, to);
    }
  }
  return undefined;
}

function trace(cameBy: ReadonlyMap<string, GraphEdge>, end: string): readonly GraphEdge[] {
  const way: GraphEdge[] = [];
  for (let edge = cameBy.get(end); edge !== undefined; edge = cameBy.get(edge.from)) way.push(edge);
  return way.toReversed();
}
