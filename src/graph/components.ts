import type { Adjacency } from "./adjacency.ts";
import { reversed } from "./adjacency.ts";

/**
 * The strongly connected components, by Kosaraju's two passes without recursion, so that a chain of any length fits
 * the stack. Members are sorted, components stand in order of their first member. Linear in nodes and arrows.
 */
export function components(graph: Adjacency): readonly (readonly number[])[] {
  const finished = depthFirst(graph, [...graph.names.keys()]).flat();
  const found = depthFirst(reversed(graph), finished.toReversed());
  const sorted = found.map((members) => members.toSorted((a, b) => a - b));
  return sorted.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

/** A tree for each start that no earlier tree reached, its members in the order in which they were left. */
function depthFirst({ successors }: Adjacency, starts: readonly number[]): number[][] {
  const seen = new Set<number>();
  const trees: number[][] = [];
  for (const start of starts) {
    if (seen.has(start)) continue;
    trees.push(explore(start, successors, seen));
  }
  return trees;
}

function explore(start: number, successors: Adjacency["successors"], seen: Set<number>): number[] {
  const left: number[] = [];
  const path = [{ node: start, next: 0 }];
  seen.add(start);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const target = successors[top.node]?.[top.next];
    top.next += 1;
    if (target === undefined) {
      left.push(top.node);
      path.pop();
    } else if (!seen.has(target)) {
      seen.add(target);
      path.push({ node: target, next: 0 });
    }
  }
  return left;
}
