import type { Adjacency } from "./adjacency.ts";
import { keysOf, reversed } from "./adjacency.ts";
import { levels } from "./waves.ts";

/** Words of 32 bits in a node's row: one line of the processor's cache. */
const width = 16;

/** How many ends one pass follows. */
export const columns: number = 32 * width;

/**
 * The arrows of a graph without circles whose end another way reaches, as pairs of nodes. Nodes must be numbered so that
 * what is needed comes first, best by wave: a pass then goes over the waves between its ends and what leads to them.
 */
export function* stepsAround(graph: Adjacency): Iterable<readonly [number, number]> {
  const dependents = reversed(graph);
  const ends = possibleEnds(graph, dependents);
  const reach = new Int32Array(graph.names.length * width);
  for (let pass = 0; pass < ends.length; pass += columns)
    yield* follow(graph, ends.subarray(pass, pass + columns), { reach, dependents });
}

/** The ends of two arrows and more of which one steps over a wave: to the wave below there is no way around. Ascending. */
function possibleEnds(graph: Adjacency, dependents: Adjacency): Int32Array {
  const level = levels(graph);
  const over = new Uint8Array(graph.names.length);
  const from = keysOf(graph.offsets);
  for (const [at, to] of graph.targets.entries())
    if ((level[from[at] ?? 0] ?? 0) - (level[to] ?? 0) > 1) over[to] = 1;
  return Int32Array.from(over.keys()).filter((node) => {
    const { offsets } = dependents;
    return over[node] === 1 && (offsets[node + 1] ?? 0) - (offsets[node] ?? 0) > 1;
  });
}

interface Tables {
  /** A row of bits for each node: which of the pass's ends it leads to. */
  readonly reach: Int32Array;
  readonly dependents: Adjacency;
}

function* follow(
  graph: Adjacency,
  ends: Int32Array,
  { reach, dependents }: Tables,
): Iterable<readonly [number, number]> {
  const { names, offsets, targets } = graph;
  const first = ends[0] ?? 0;
  const last = lastOf(dependents, ends);
  const bitOf = new Int32Array(names.length).fill(-1);
  for (const [bit, node] of ends.entries()) bitOf[node] = bit;
  reach.fill(0, first * width, (last + 1) * width);
  for (let node = first + 1; node <= last; node += 1) {
    join(reach, graph, node, first);
    for (const to of targets.subarray(offsets[node], offsets[node + 1])) {
      const bit = bitOf[to] ?? -1;
      if (bit !== -1 && isSet(reach, node, bit)) yield [node, to];
    }
  }
}

/** Whether the bit of the node's row is set; it is afterwards. */
function isSet(reach: Int32Array, node: number, bit: number): boolean {
  const [word, mask] = [node * width + (bit >> 5), 1 << (bit & 31)];
  const before = reach[word] ?? 0;
  reach[word] = before | mask;
  return (before & mask) !== 0;
}

/** The last node that an arrow leads from to one of these. */
function lastOf({ offsets, targets }: Adjacency, ends: Int32Array): number {
  return ends.reduce((last, end) => Math.max(last, targets[(offsets[end + 1] ?? 0) - 1] ?? 0), 0);
}

/** Adds to a node's row what its successors lead to. Nothing below the first end leads to one. */
function join(
  reach: Int32Array,
  { offsets, targets }: Adjacency,
  node: number,
  first: number,
): void {
  const row = node * width;
  const stop = offsets[node + 1] ?? 0;
  for (let at = offsets[node] ?? 0; at < stop; at += 1) {
    const to = targets[at] ?? 0;
    if (to <= first) continue;
    const below = to * width;
    for (let word = 0; word < width; word += 1)
      reach[row + word] = (reach[row + word] ?? 0) | (reach[below + word] ?? 0);
  }
}
