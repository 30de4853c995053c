import type { Adjacency } from "./adjacency.ts";
import { counting, grouped, keysOf, numbered } from "./adjacency.ts";
import { components } from "./components.ts";
import { levels } from "./waves.ts";

/** A graph's strongly connected components as the nodes of a graph without circles. */
export interface Condensation {
  /** Components are numbered by wave: what is needed has the smaller number. */
  readonly graph: Adjacency;
  /** The component of each node. */
  readonly of: Int32Array;
  /** 1 for a component that is one node and no circle. */
  readonly single: Uint8Array;
}

export function condensed(numbers: Adjacency): Condensation {
  const { of, count } = components(numbers);
  const arrows = between(numbers, of);
  const nameless = Array.from({ length: count }, () => "");
  const place = places(levels(numbered(nameless, arrows.from, arrows.to)));
  const placed = (component: number): number => place[component] ?? 0;
  return {
    graph: numbered(nameless, arrows.from.map(placed), arrows.to.map(placed)),
    of: of.map(placed),
    single: singles(numbers, of.map(placed), count),
  };
}

/** The arrows that lead from one component to another. */
function between(
  numbers: Adjacency,
  of: Int32Array,
): { readonly from: Int32Array; readonly to: Int32Array } {
  const from = keysOf(numbers.offsets).map((node) => of[node] ?? 0);
  const to = numbers.targets.map((node) => of[node] ?? 0);
  const leaves = (_: number, at: number): boolean => from[at] !== to[at];
  return { from: from.filter(leaves), to: to.filter(leaves) };
}

/** For each component its place in the order of the waves. */
function places(level: Int32Array): Int32Array {
  const order = grouped(level.length, level, counting(level.length)).values;
  const place = new Int32Array(level.length);
  for (const [at, component] of order.entries()) place[component] = at;
  return place;
}

function singles(numbers: Adjacency, of: Int32Array, count: number): Uint8Array {
  const single = new Uint8Array(count).fill(1);
  const met = new Uint8Array(count);
  for (const component of of) {
    if (met[component] === 1) single[component] = 0;
    met[component] = 1;
  }
  for (const [at, node] of keysOf(numbers.offsets).entries())
    if (numbers.targets[at] === node) single[of[node] ?? 0] = 0;
  return single;
}
