import { byCodeUnit } from "../model/order.ts";
import { counting, grouped } from "./adjacency.ts";
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";
import type { Numbering } from "./numbering.ts";
import { endsAmong, namesOf, remember } from "./numbering.ts";

/**
 * The graph of these nodes and edges, in order. Ends are compared as numbers, so that the cost is linear but for the
 * order of the names.
 */
export function graphOf(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Graph {
  const sorted = nodes.toSorted((a, b) => byCodeUnit(a.name, b.name));
  const names = namesOf(sorted);
  const ends = endsAmong(names, edges);
  const isWhole = !ends.from.includes(-1) && !ends.to.includes(-1);
  const order = byEnds(isWhole ? ends : endsAmong(withStrangers(names, edges), edges));
  const graph = { nodes: sorted, edges: inOrder(edges, order) };
  // Edges between the same two may have changed places since, which their numbers do not tell.
  remember(graph, {
    names,
    from: order.map((at) => ends.from[at] ?? -1),
    to: order.map((at) => ends.to[at] ?? -1),
  });
  return graph;
}

/** The names, and the ends that none of them is, sorted. */
function withStrangers(names: readonly string[], edges: readonly GraphEdge[]): readonly string[] {
  const all = new Set([...names, ...edges.flatMap(({ from, to }) => [from, to])]);
  return [...all].toSorted(byCodeUnit);
}

/** The edges' places in order of where they start, then of where they end: by counting, twice. */
function byEnds({ names, from, to }: Numbering): Int32Array {
  const byTarget = grouped(names.length, to, counting(to.length)).values;
  return grouped(
    names.length,
    byTarget.map((at) => from[at] ?? 0),
    byTarget,
  ).values;
}

/** Edges between the same two stand by file and line. */
function inOrder(edges: readonly GraphEdge[], order: Int32Array): readonly GraphEdge[] {
  const sorted: GraphEdge[] = [];
  let isDone = true;
  for (const at of order) {
    const edge = edges[at];
    if (edge === undefined) continue;
    const before = sorted.at(-1);
    isDone &&= before === undefined || compareEdges(before, edge) <= 0;
    sorted.push(edge);
  }
  return isDone ? sorted : sorted.toSorted(compareEdges);
}

function compareEdges(a: GraphEdge, b: GraphEdge): number {
  return (
    byCodeUnit(a.from, b.from) ||
    byCodeUnit(a.to, b.to) ||
    byCodeUnit(a.file, b.file) ||
    a.line - b.line
  );
}
