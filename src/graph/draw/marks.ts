import type { Graph, GraphEdge } from "../graph.ts";
import { circularEdges } from "../knots.ts";
import { missing, unsatisfied } from "../resolve.ts";

/** What is wrong with an edge, as every drawing shows it. */
export type Fault = "missing" | "unsatisfied" | "cycle";

/** What every drawing shows of a graph besides its names. */
export interface Marks {
  /** Each faulty edge's worst fault; `cycle` where the edge is part of any. */
  readonly faults: ReadonlyMap<GraphEdge, Fault>;
  readonly deferred: ReadonlySet<object>;
  /** The names of what is still to come. */
  readonly planned: ReadonlySet<string>;
  /** The names that are part of a cycle. */
  readonly circular: ReadonlySet<string>;
  /** The names that nobody in the tree has, in the order of the edges. */
  readonly absent: ReadonlySet<string>;
  readonly title: string;
  readonly text: string;
}

/** What a drawing is told besides the graph. */
export interface About {
  /** The edges that are part of a circle, where the graph is a part that need not hold all of it. */
  readonly circular?: ReadonlySet<object>;
  /** The edges whose deferral opens every circle. */
  readonly deferred?: ReadonlySet<object>;
  /** The names of what is still to come. */
  readonly planned?: ReadonlySet<string>;
  /** What the graph is of, and what is counted in it: a picture's heading. */
  readonly title?: string;
  readonly text?: string;
}

export function marksOf(graph: Graph, about: About): Marks {
  const lost = missing(graph);
  const found = new Map<GraphEdge, Fault>();
  for (const { edge } of unsatisfied(graph)) found.set(edge, "unsatisfied");
  for (const edge of lost) found.set(edge, "missing");
  const known = about.circular ?? new Set(circularEdges(graph));
  const round = graph.edges.filter((edge) => known.has(edge));
  for (const edge of round) found.set(edge, "cycle");
  return {
    faults: found,
    deferred: about.deferred ?? new Set(),
    planned: about.planned ?? new Set(),
    circular: new Set(round.flatMap(({ from, to }) => [from, to])),
    absent: new Set(lost.map(({ to }) => to)),
    title: about.title ?? "depends",
    text: about.text ?? "",
  };
}

/** The text on one line, without characters that a terminal would obey. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\u{FFFD}");
}
