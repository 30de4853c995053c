import type { FeedbackArcs, Weighted } from "./weighted.ts";

/** Nodes whose every order can be weighed: 2^18 sets of them. */
export const exactSize = 18;

/**
 * The cheapest feedback arcs of up to `exactSize` nodes, by the cheapest order of every set of them (Held and Karp 1962;
 * Lawler 1964): an arrow is left out where it leads to a node that comes later.
 */
export function exactArcs(graph: Weighted): FeedbackArcs {
  const { size, from, to } = graph;
  const weigh = weigher(graph);
  const best = new Int32Array(1 << size).fill(0x7fff_ffff);
  best[0] = 0;
  for (let set = 0; set + 1 < best.length; set += 1)
    for (let node = 0; node < size; node += 1) {
      const wider = set | (1 << node);
      if (wider === set) continue;
      const cost = (best[set] ?? 0) + weigh(set, node);
      if (cost < (best[wider] ?? 0)) best[wider] = cost;
    }
  const place = cheapestOrder(best, size, weigh);
  const arcs = [...from.keys()].filter(
    (arc) => (place[from[arc] ?? 0] ?? 0) < (place[to[arc] ?? 0] ?? 0),
  );
  const weight = best.at(-1) ?? 0;
  return { arcs, weight, atLeast: weight };
}

/** What the arrows cost that lead from a set of nodes to one outside. */
type Weigh = (set: number, node: number) => number;

/** In two tables, of the lower and of the upper half of the nodes, so that each question is one sum. */
function weigher({ size, from, to, weight }: Weighted): Weigh {
  const half = size >> 1;
  const low = new Int32Array(size << half);
  const high = new Int32Array(size << (size - half));
  const rows = Int32Array.from({ length: size * size }, () => 0);
  for (const [arc, source] of from.entries()) {
    const cell = (to[arc] ?? 0) * size + source;
    rows[cell] = (rows[cell] ?? 0) + (weight[arc] ?? 0);
  }
  for (let node = 0; node < size; node += 1) {
    sums(low.subarray(node << half, (node + 1) << half), rows, node * size);
    const upper = size - half;
    sums(high.subarray(node << upper, (node + 1) << upper), rows, node * size + half);
  }
  const mask = (1 << half) - 1;
  return (set, node) =>
    (low[(node << half) | (set & mask)] ?? 0) +
    (high[(node << (size - half)) | (set >> half)] ?? 0);
}

/** For every set the sum of the weights of its members, which begin at `start`. */
function sums(table: Int32Array, weights: Int32Array, start: number): void {
  for (let set = 1; set < table.length; set += 1) {
    const member = 31 - Math.clz32(set);
    table[set] = (table[set ^ (1 << member)] ?? 0) + (weights[start + member] ?? 0);
  }
}

/** The place of each node in the cheapest order, found from its end. */
function cheapestOrder(best: Int32Array, size: number, weigh: Weigh): Int32Array {
  const place = new Int32Array(size);
  let set = best.length - 1;
  for (let at = size - 1; at >= 0; at -= 1) {
    const last = lastOf(best, set, weigh);
    place[last] = at;
    set ^= 1 << last;
  }
  return place;
}

function lastOf(best: Int32Array, set: number, weigh: Weigh): number {
  for (let node = 0; ; node += 1) {
    const before = set ^ (1 << node);
    if (before < set && (best[before] ?? 0) + weigh(before, node) === best[set]) return node;
  }
}
