import type { Adjacency } from "./adjacency.ts";
import { adjacency } from "./adjacency.ts";
import { components } from "./components.ts";
import type { Graph, GraphEdge } from "./graph.ts";

/** A way from a node back to itself. */
export interface Cycle {
  /** Each node once; the last needs the first. It starts with the smallest name. */
  readonly names: readonly string[];
  /** The edge from each name to the next, the last one closing the circle; of parallel edges the first written. */
  readonly edges: readonly GraphEdge[];
}

/** The shortest cycle of every strongly connected component, sorted by name; of equally short ones the first by name. */
export function cycles(graph: Graph): readonly Cycle[] {
  const numbers = adjacency(
    graph.nodes.map((node) => node.name),
    graph.edges,
  );
  const edgeOf = new Map<string, GraphEdge>();
  for (const edge of graph.edges.toReversed()) edgeOf.set(arrowKey(edge.from, edge.to), edge);
  return components(numbers).flatMap((members) => {
    const path = shortestCycle(numbers, members);
    if (path === undefined) return [];
    const names = path.map((node) => numbers.names[node] ?? "");
    const edges = names.flatMap((name, at) => {
      const next = names[(at + 1) % names.length] ?? "";
      return edgeOf.get(arrowKey(name, next)) ?? [];
    });
    return [{ names, edges }];
  });
}

function arrowKey(from: string, to: string): string {
  return JSON.stringify([from, to]);
}

/** The shortest cycle inside one component; a component of one node has one only where it points to itself. */
function shortestCycle(graph: Adjacency, members: readonly number[]): number[] | undefined {
  const inside = new Set(members);
  const simple = members.every(
    (node) => graph.successors[node]?.filter((to) => inside.has(to)).length === 1,
  );
  let best: number[] | undefined;
  for (const start of simple ? members.slice(0, 1) : members) {
    const limit = best?.length ?? Number.POSITIVE_INFINITY;
    best = wayBack(graph, start, inside, limit) ?? best;
    if (best?.length === 1) break;
  }
  return best;
}

/** The nodes of the shortest way from start to itself, where it has fewer than `limit` steps. */
function wayBack(
  { successors }: Adjacency,
  start: number,
  inside: ReadonlySet<number>,
  limit: number,
): number[] | undefined {
  const cameFrom = new Map<number, number>();
  let frontier = [start];
  for (let steps = 1; frontier.length > 0 && steps < limit; steps += 1) {
    const next: number[] = [];
    for (const node of frontier) {
      for (const to of successors[node] ?? []) {
        if (to === start) return trace(cameFrom, start, node);
        if (!inside.has(to) || cameFrom.has(to)) continue;
        cameFrom.set(to, node);
        next.push(to);
      }
    }
    frontier = next;
  }
  return undefined;
}

function trace(cameFrom: ReadonlyMap<number, number>, start: number, end: number): number[] {
  const path: number[] = [];
  for (let node = end; node !== start; node = cameFrom.get(node) ?? start) path.push(node);
  path.push(start);
  return path.toReversed();
}
