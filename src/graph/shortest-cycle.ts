import type { Adjacency } from "./adjacency.ts";

/** A way round, and whether none in its component is shorter. */
export interface Round {
  /** The nodes in order, the last leading to the first. */
  readonly path: readonly number[];
  readonly shortest: boolean;
}

/** Arrows looked at, whatever the size; and how often each may be looked at beyond. */
const floor = 10_000_000;
const visits = 16;

interface Search {
  readonly graph: Adjacency;
  /** For which start each node was last seen, and from which node. */
  readonly seenFor: Int32Array;
  readonly cameFrom: Int32Array;
  /** Every cycle through these has been weighed. */
  readonly done: Uint8Array;
  left: number;
}

/**
 * The shortest cycle of a strongly connected graph with a circle. Each cycle goes through the end of an arrow that leads
 * back in a depth-first walk, so that only those are searched from, breadth first and no deeper than the best so far.
 * Beyond 10 million arrows looked at, or 16 times each, the best so far is given.
 */
export function shortestCycle(graph: Adjacency): Round {
  const small = ofOneOrTwo(graph);
  if (small !== undefined) return { path: small, shortest: true };
  const size = graph.names.length;
  const search: Search = {
    graph,
    seenFor: new Int32Array(size).fill(-1),
    cameFrom: new Int32Array(size),
    done: new Uint8Array(size),
    left: Math.max(floor, visits * graph.targets.length),
  };
  let best: readonly number[] = [];
  for (const start of backTargets(graph)) {
    if (search.left <= 0) return { path: best, shortest: false };
    const limit = best.length === 0 ? size : best.length - 1;
    best = wayBack(search, start, limit) ?? best;
    search.done[start] = 1;
    if (best.length === 3) break;
  }
  return { path: best, shortest: search.left > 0 || best.length === 3 };
}

function ofOneOrTwo(graph: Adjacency): readonly number[] | undefined {
  const { names, offsets, targets } = graph;
  let two: readonly number[] | undefined;
  for (let node = 0; node < names.length; node += 1) {
    for (let at = offsets[node] ?? 0; at < (offsets[node + 1] ?? 0); at += 1) {
      const to = targets[at] ?? 0;
      if (to === node) return [node];
      if (two === undefined && to > node && leadsTo(graph, to, node)) two = [node, to];
    }
  }
  return two;
}

/** By halving: successors are sorted. */
function leadsTo({ offsets, targets }: Adjacency, from: number, to: number): boolean {
  let [low, high] = [offsets[from] ?? 0, offsets[from + 1] ?? 0];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((targets[middle] ?? 0) < to) low = middle + 1;
    else high = middle;
  }
  return low < (offsets[from + 1] ?? 0) && targets[low] === to;
}

/** The nodes, ascending, that an arrow leads back to in a depth-first walk from the first one. */
function backTargets({ names, offsets, targets }: Adjacency): Int32Array {
  const [entered, left, back] = [1, 2, 4];
  const state = new Uint8Array(names.length);
  const next = offsets.slice(0, -1);
  const path = [0];
  state[0] = entered;
  for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
    const at = next[node] ?? 0;
    if (at === offsets[node + 1]) {
      state[node] = (state[node] ?? 0) | left;
      path.pop();
      continue;
    }
    next[node] = at + 1;
    const to = targets[at] ?? 0;
    const met = state[to] ?? 0;
    if (met === 0) {
      state[to] = entered;
      path.push(to);
    } else if ((met & left) === 0) state[to] = met | back;
  }
  return Int32Array.from(state.keys()).filter((node) => ((state[node] ?? 0) & back) !== 0);
}

/** The shortest way from the start back to it, where it has no more steps than the limit. */
function wayBack(search: Search, start: number, limit: number): readonly number[] | undefined {
  const { graph, seenFor, cameFrom, done } = search;
  const { offsets, targets } = graph;
  let frontier = [start];
  for (let steps = 1; frontier.length > 0 && steps <= limit; steps += 1) {
    const next: number[] = [];
    for (const node of frontier) {
      const [from, end] = [offsets[node] ?? 0, offsets[node + 1] ?? 0];
      search.left -= end - from;
      for (let at = from; at < end; at += 1) {
        const to = targets[at] ?? 0;
        if (to === start) return trace(cameFrom, start, node);
        if (seenFor[to] === start || done[to] === 1) continue;
        seenFor[to] = start;
        cameFrom[to] = node;
        next.push(to);
      }
    }
    frontier = next;
  }
  return undefined;
}

function trace(cameFrom: Int32Array, start: number, end: number): readonly number[] {
  const path: number[] = [];
  for (let node = end; node !== start; node = cameFrom[node] ?? start) path.push(node);
  path.push(start);
  return path.reverse();
}
