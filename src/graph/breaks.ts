import type { Adjacency } from "./adjacency.ts";
import { components, knots } from "./components.ts";
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
  const inside = edgesInside(graph, found.of);
  return knotted.map((members) => {
    const edges = inside.get(found.of[members[0] ?? 0] ?? 0) ?? [];
    return breakOf(namesOf(numbers, members), edges, remedyOf);
  });
}

function namesOf({ names }: Adjacency, members: Int32Array): readonly string[] {
  return Array.from(members, (node) => names[node] ?? "");
}

/** The edges whose ends share a component, by it. */
function edgesInside<E extends Arrow>(
  graph: Digraph<E>,
  of: Int32Array,
): ReadonlyMap<number, readonly E[]> {
  const { from, to } = numberingOf(graph);
  const componentOf = (ends: Int32Array, at: number): number | undefined => of[ends[at] ?? -1];
  const rows = new Map<number, E[]>();
  for (const [at, edge] of graph.edges.entries()) {
    const [one, other] = [componentOf(from, at), componentOf(to, at)];
    if (one === undefined || one !== other) continue;
    const row = rows.get(one);
    if (row === undefined) rows.set(one, [edge]);
    else row.push(edge);
  }
  return rows;
}

function breakOf<E extends Arrow>(
  names: readonly string[],
  edges: readonly E[],
  remedyOf: (edge: E) => Remedy,
): Break<E> {
  const index = new Map(names.map((name, at) => [name, at]));
  const ends = (name: string): number => index.get(name) ?? 0;
  const remedies = edges.map((edge) => remedyOf(edge));
  const pairs = Map.groupBy(
    edges.keys(),
    (at) => ends(edges[at]?.from ?? "") * names.length + ends(edges[at]?.to ?? ""),
  );
  const rows = [...pairs];
  const costOf = (at: number): number => remedyCost[remedies[at]?.kind ?? "phases"];
  const { arcs, weight, atLeast } = feedbackArcs({
    size: names.length,
    from: Int32Array.from(rows, ([pair]) => Math.floor(pair / names.length)),
    to: Int32Array.from(rows, ([pair]) => pair % names.length),
    weight: Int32Array.from(rows, ([, group]) => group.reduce((sum, at) => sum + costOf(at), 0)),
  });
  const out = new Set(arcs.flatMap((arc) => rows[arc]?.[1] ?? []));
  const deferred = edges.flatMap((edge, at) => {
    const remedy = remedies[at];
    return out.has(at) && remedy !== undefined ? { edge, remedy } : [];
  });
  const kept = edges.filter((_, at) => !out.has(at));
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
