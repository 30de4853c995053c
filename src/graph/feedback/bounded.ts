import type { Incidence } from "./incidence.ts";
import { incidence } from "./incidence.ts";
import { greedyOrder } from "./order.ts";
import { sift } from "./sift.ts";
import { Ways } from "./way-back.ts";
import type { Budget, FeedbackArcs, Weighted } from "./weighted.ts";

/** How often each arrow may be looked at, and how many looks a small graph has in any case. */
const looks = 4;
const floor = 2_000_000;

/** Up to so many arrows an order is looked for from so many beginnings. */
const beginnings: readonly (readonly [number, number])[] = [
  [2_000, 16],
  [50_000, 3],
  [Infinity, 1],
];

/**
 * Feedback arcs of a graph of any size: the arrows against an order that is made better node by node, less those that
 * close no circle. A small graph begins with many orders, and the cheapest end is taken. How far it may be from the
 * cheapest there is is told by circles that share no cost: each costs at least its cheapest arrow. Bounded: every step may
 * look at each arrow four times, two million times in any case.
 */
export function boundedArcs(graph: Weighted): FeedbackArcs {
  const arcs = incidence(graph);
  const count = beginnings.find(([most]) => graph.from.length <= most)?.[1] ?? 1;
  let best = againstOrder(graph, arcs, greedyOrder(graph, arcs));
  for (let at = 1; at < count; at += 1) {
    const other = againstOrder(graph, arcs, strewn(graph.size, at));
    if (other.weight < best.weight) best = other;
  }
  return { ...best, atLeast: packed(graph, arcs, best.arcs) };
}

/** An order that has nothing to do with the graph, another for each number: multiples of the golden section. */
function strewn(size: number, number: number): Float64Array {
  const golden = (Math.sqrt(5) - 1) / 2;
  return Float64Array.from({ length: size }, (_, node) => (node * golden * number) % 1);
}

function againstOrder(
  graph: Weighted,
  arcs: Incidence,
  place: Float64Array,
): Omit<FeedbackArcs, "atLeast"> {
  sift(graph, arcs, place, budgetOf(graph));
  const against = [...graph.from.keys()].filter(
    (arc) => (place[graph.from[arc] ?? 0] ?? 0) < (place[graph.to[arc] ?? 0] ?? 0),
  );
  const left = withoutNeedless(graph, arcs, against);
  const weight = left.reduce((sum, arc) => sum + (graph.weight[arc] ?? 0), 0);
  return { arcs: left, weight };
}

function budgetOf({ from }: Weighted): Budget {
  return { left: Math.max(floor, looks * from.length) };
}

/** Takes back in what closes no circle with the rest, dearest first, as long as the budget lasts. */
function withoutNeedless(graph: Weighted, arcs: Incidence, given: readonly number[]): number[] {
  const out = new Set(given);
  const budget = budgetOf(graph);
  const ways = new Ways(graph, arcs, (arc) => !out.has(arc), budget);
  const dearest = given.toSorted(
    (a, b) => (graph.weight[b] ?? 0) - (graph.weight[a] ?? 0) || a - b,
  );
  for (const arc of dearest) {
    if (budget.left <= 0) break;
    if (ways.shortest(graph.to[arc] ?? 0, graph.from[arc] ?? 0) === undefined) out.delete(arc);
  }
  return given.filter((arc) => out.has(arc));
}

/** What circles cost that share no cost: every circle passes one of the arrows that were left out. */
function packed(graph: Weighted, arcs: Incidence, left: readonly number[]): number {
  const rest = graph.weight.slice();
  const budget = budgetOf(graph);
  const ways = new Ways(graph, arcs, (arc) => (rest[arc] ?? 0) > 0, budget);
  let sum = 0;
  for (const arc of left) {
    while ((rest[arc] ?? 0) > 0 && budget.left > 0) {
      const way = ways.shortest(graph.to[arc] ?? 0, graph.from[arc] ?? 0);
      if (way === undefined) break;
      const circle = [...way, arc];
      const least = circle.reduce((least, one) => Math.min(least, rest[one] ?? 0), Infinity);
      for (const one of circle) rest[one] = (rest[one] ?? 0) - least;
      sum += least;
    }
  }
  return sum;
}
