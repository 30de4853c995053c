import { byCodeUnit } from "../model/order.ts";
import type { Adjacency } from "./adjacency.ts";
import { numbered } from "./adjacency.ts";

/** An arrow from what needs to what is needed. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** Any graph of named nodes; what an edge carries besides its ends comes back with it. */
export interface Digraph<E extends Arrow = Arrow> {
  readonly nodes: readonly { readonly name: string }[];
  readonly edges: readonly E[];
}

/** The names as numbers, in order of code units and without repeats; and each edge's ends, -1 where nobody has the name. */
export interface Numbering {
  readonly names: readonly string[];
  readonly from: Int32Array;
  readonly to: Int32Array;
}

const numberings = new WeakMap<Digraph, Numbering>();
const adjacencies = new WeakMap<Digraph, Adjacency>();

/** The graph's numbers, counted once however many questions are asked of it. */
export function adjacencyOf(graph: Digraph): Adjacency {
  const before = adjacencies.get(graph);
  if (before !== undefined) return before;
  const made = arrowsOf(numberingOf(graph), () => true);
  adjacencies.set(graph, made);
  return made;
}

/** Keeps the numbers of a graph that was made from them. */
export function remember(graph: Digraph, numbering: Numbering): void {
  numberings.set(graph, numbering);
}

/** Linear but for the order of the names, and that too where they are in order. */
export function numberingOf(graph: Digraph): Numbering {
  const before = numberings.get(graph);
  if (before !== undefined) return before;
  const made = endsAmong(namesOf(graph.nodes), graph.edges);
  numberings.set(graph, made);
  return made;
}

/** The edges' ends as places among the names. */
export function endsAmong(names: readonly string[], edges: readonly Arrow[]): Numbering {
  const index = new Map<string, number>();
  for (const [at, name] of names.entries()) index.set(name, at);
  const from = new Int32Array(edges.length);
  const to = new Int32Array(edges.length);
  let at = 0;
  for (const edge of edges) {
    from[at] = index.get(edge.from) ?? -1;
    to[at] = index.get(edge.to) ?? -1;
    at += 1;
  }
  return { names, from, to };
}

/** The nodes' names in order of code units, without repeats. */
export function namesOf(nodes: Digraph["nodes"]): readonly string[] {
  const names = nodes.map(({ name }) => name);
  const ordered = names.every((name, at) => at === 0 || byCodeUnit(names[at - 1] ?? "", name) < 0);
  return ordered ? names : [...new Set(names)].toSorted(byCodeUnit);
}

/** The graph of the edges, by their place in the list, that are wanted; one to or from a name that is not there is left out. */
export function arrowsOf(
  { names, from, to }: Numbering,
  wanted: (edge: number) => boolean,
): Adjacency {
  const isArrow = (_: number, at: number): boolean =>
    (from[at] ?? -1) >= 0 && (to[at] ?? -1) >= 0 && wanted(at);
  return numbered(names, from.filter(isArrow), to.filter(isArrow));
}
