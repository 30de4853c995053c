import { cycles } from "../cycles.ts";
import type { Graph, GraphEdge } from "../graph.ts";
import { missing, unsatisfied } from "../resolve.ts";

/** What is wrong with an edge, as every drawing shows it. */
export type Fault = "missing" | "unsatisfied" | "cycle";

/** Tells each faulty edge's worst fault. */
export function faults(graph: Graph): ReadonlyMap<GraphEdge, Fault> {
  const found = new Map<GraphEdge, Fault>();
  for (const { edge } of unsatisfied(graph)) found.set(edge, "unsatisfied");
  for (const edge of missing(graph)) found.set(edge, "missing");
  for (const cycle of cycles(graph)) for (const edge of cycle.edges) found.set(edge, "cycle");
  return found;
}

/** The text on one line, without characters that a terminal would obey. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\u{FFFD}");
}
