import { components, knots, placesIn } from "./components.ts";
import { feedbackArcs } from "./feedback/feedback-arcs.ts";
import type { Arrow, Digraph } from "./numbering.ts";
import { adjacencyOf, numberingOf } from "./numbering.ts";
import type { Edit, Remedy } from "./remedy.ts";
import { remedyCost } from "./remedy.ts";
import { waves } from "./waves.ts";

export interface Deferred<E extends Arrow> {
  readonly edge: E;
  readonly remedy: Remedy;
}

/** What is installed side by side, wave by wave, after these edits. */
export interface Phase {
  readonly edits: readonly Edit[];
  readonly install: readonly (readonly string[])[];
}

/** How the circles of one strongly connected component are opened. */
export interface Break<E extends Arrow> {
  /** All that is part of them, sorted. */
  readonly names: readonly string[];
  /** How many edges lead from one of them to another. */
  readonly edges: number;
  /** The edges to leave out at first, in the order given. */
  readonly deferred: readonly Deferred<E>[];
  /** What the remedies cost together (remedyCost). */
  readonly cost: number;
  /** No choice costs less; equal to `cost` where this one is proven to be the cheapest. */
  readonly atLeast: number;
  readonly phases: readonly Phase[];
}

/**
 * The cheapest edges whose deferral leaves no circle (minimum feedback arc set), for each component that has one, sorted
 * by name; edges between the same two are deferred together. Proven to be the cheapest where what contraction leaves of
 * a component has 18 nodes or fewer, and wherever circles apart from each other cost as much; `atLeast` tells.
 */
export function breaks<E extends Arrow>(
  graph: Digraph<E>,
  remedyOf: (edge: E) => Remedy,
): readonly Break<E>[] {
  const numbers = adjacencyOf(graph);
  const found = components(numbers);
  const knotted = knots(numbers, found);
  if (knotted.length === 0) return [];
  const place = placesIn(knotted, numbers.names.length);
  const inside = edgesInside(graph, found.of, place);
  return knotted.map((members) => {
    const names = Array.from(members, (node) => numbers.names[node] ?? "");
    return breakOf(names, inside.get(found.of[members[0] ?? 0] ?? 0) ?? [], remedyOf);
  });
}

/** An edge between two of a component, as places among its names. */
interface Inner<E> {
  readonly edge: E;
  readonly from: number;
  readonly to: number;
}

/** The edges whose ends share a component, by it. */
function edgesInside<E extends Arrow>(
  graph: Digraph<E>,
  of: Int32Array,
  place: Int32Array,
): ReadonlyMap<number, readonly Inner<E>[]> {
  const { from, to } = numberingOf(graph);
  const rows = new Map<number, Inner<E>[]>();
  for (const [at, edge] of graph.edges.entries()) {
    const [start, end] = [from[at] ?? -1, to[at] ?? -1];
    const component = of[start];
    if (component === undefined || component !== of[end]) continue;
    const row = rows.get(component) ?? [];
    if (row.push({ edge, from: place[start] ?? 0, to: place[end] ?? 0 }) === 1)
      rows.set(component, row);
  }
  return rows;
}

function breakOf<E extends Arrow>(
  names: readonly string[],
  edges: readonly Inner<E>[],
  remedyOf: (edge: E) => Remedy,
): Break<E> {
  const remedies = edges.map(({ edge }) => remedyOf(edge));
  const costOf = (at: number): number => remedyCost[remedies[at]?.kind ?? "phases"];
  const rows = [
    ...Map.groupBy(edges.keys(), (at) => {
      const { from = 0, to = 0 } = edges[at] ?? {};
      return from * names.length + to;
    }),
  ];
  const { arcs, weight, atLeast } = feedbackArcs({
    size: names.length,
    from: Int32Array.from(rows, ([pair]) => Math.floor(pair / names.length)),
    to: Int32Array.from(rows, ([pair]) => pair % names.length),
    weight: Int32Array.from(rows, ([, group]) => group.reduce((sum, at) => sum + costOf(at), 0)),
  });
  const out = new Set(arcs.flatMap((arc) => rows[arc]?.[1] ?? []));
  const deferred = edges.flatMap(({ edge }, at) => {
    const remedy = remedies[at];
    return out.has(at) && remedy !== undefined ? { edge, remedy } : [];
  });
  const kept = edges.flatMap(({ edge }, at) => (out.has(at) ? [] : edge));
  const phases = phasesOf(names, kept, deferred);
  return { names, edges: edges.length, deferred, cost: weight, atLeast, phases };
}

/** First everything without the edges deferred, then what they hold back. */
function phasesOf<E extends Arrow>(
  names: readonly string[],
  kept: readonly E[],
  deferred: readonly Deferred<E>[],
): readonly Phase[] {
  const order = waves({ nodes: names.map((name) => ({ name })), edges: kept }).waves;
  const remedies = deferred.map(({ remedy }) => remedy);
  const first: Phase = { edits: remedies.flatMap((remedy) => remedy.before), install: order };
  const later = new Set(
    deferred.flatMap(({ edge, remedy }) =>
      remedy.after.length === 0 ? [] : (remedy.adds ?? edge.from),
    ),
  );
  if (later.size === 0) return [first];
  const install = order.map((wave) => wave.filter((name) => later.has(name)));
  const added = [...later].filter((name) => !names.includes(name)).toSorted();
  const then = [...install, added].filter((wave) => wave.length > 0);
  return [first, { edits: remedies.flatMap((remedy) => remedy.after), install: then }];
}
