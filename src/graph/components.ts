import type { Adjacency } from "./adjacency.ts";
import { counting, grouped } from "./adjacency.ts";

/** The strongly connected components: within one, each node needs each other. */
export interface Components {
  /** The component of each node; what a component needs has a smaller number. */
  readonly of: Int32Array;
  readonly count: number;
}

interface Walk {
  readonly graph: Adjacency;
  /** When each node was met, from 1; 0 before. */
  readonly met: Int32Array;
  /** The earliest node, by meeting, that each is known to lead back to. */
  readonly low: Int32Array;
  readonly of: Int32Array;
  /** The nodes met that no component holds yet. */
  readonly open: number[];
  clock: number;
  count: number;
}

/** Tarjan's algorithm (1972) on a stack of its own, so that a chain of any length fits. Linear. */
export function components(graph: Adjacency): Components {
  const size = graph.names.length;
  const walk: Walk = {
    graph,
    met: new Int32Array(size),
    low: new Int32Array(size),
    of: new Int32Array(size).fill(-1),
    open: [],
    clock: 0,
    count: 0,
  };
  for (let node = 0; node < size; node += 1) if (walk.met[node] === 0) explore(walk, node);
  return { of: walk.of, count: walk.count };
}

/**
 * The components that hold a circle, each with its nodes ascending, in order of their first node: two nodes or more, or
 * one that needs itself.
 */
export function knots(graph: Adjacency, { of, count }: Components): readonly Int32Array[] {
  const members = grouped(count, of, counting(of.length));
  const found: Int32Array[] = [];
  for (let component = 0; component < count; component += 1) {
    const [start = 0, end = 0] = members.offsets.subarray(component, component + 2);
    const nodes = members.values.subarray(start, end);
    if (end - start > 1 || needsItself(graph, nodes[0] ?? 0)) found.push(nodes);
  }
  return found.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

function needsItself({ offsets, targets }: Adjacency, node: number): boolean {
  return targets.subarray(offsets[node], offsets[node + 1]).includes(node);
}

function explore(walk: Walk, start: number): void {
  const { offsets, targets } = walk.graph;
  const path: number[] = [];
  const next: number[] = [];
  const enter = (node: number): void => {
    walk.clock += 1;
    walk.met[node] = walk.clock;
    walk.low[node] = walk.clock;
    walk.open.push(node);
    path.push(node);
    next.push(offsets[node] ?? 0);
  };
  enter(start);
  while (path.length > 0) {
    const top = path.length - 1;
    const node = path[top] ?? 0;
    const at = next[top] ?? 0;
    if (at < (offsets[node + 1] ?? 0)) {
      next[top] = at + 1;
      const target = targets[at] ?? 0;
      if (walk.met[target] === 0) enter(target);
      else if (walk.of[target] === -1) lower(walk, node, walk.met[target] ?? 0);
    } else {
      path.pop();
      next.pop();
      leave(walk, node, path[top - 1]);
    }
  }
}

function lower({ low }: Walk, node: number, to: number): void {
  if (to < (low[node] ?? 0)) low[node] = to;
}

/** Closes the node's component where it leads back to nothing earlier. */
function leave(walk: Walk, node: number, parent: number | undefined): void {
  const low = walk.low[node] ?? 0;
  if (parent !== undefined) lower(walk, parent, low);
  if (low !== walk.met[node]) return;
  for (let member = walk.open.pop(); member !== undefined; member = walk.open.pop()) {
    walk.of[member] = walk.count;
    if (member === node) break;
  }
  walk.count += 1;
}

/** The place of each node among those of its knot. */
export function placesIn(knotted: readonly Int32Array[], size: number): Int32Array {
  const place = new Int32Array(size);
  for (const members of knotted) for (const [at, node] of members.entries()) place[node] = at;
  return place;
}
