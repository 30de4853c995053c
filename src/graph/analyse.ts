import { longestChain } from "./chain.ts";
import { cycles } from "./cycles.ts";
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";
import { reduction } from "./reduction.ts";
import { missing, unsatisfied } from "./resolve.ts";
import { waves } from "./waves.ts";

/** An edge as reports name it. */
export type EdgePlace = Pick<GraphEdge, "from" | "to" | "file" | "line">;

/** What the graph report carries besides its findings (design §3). */
export interface GraphAnalysis {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Each cycle's names once, the last needing the first. */
  readonly cycles: readonly (readonly string[])[];
  readonly missing: readonly EdgePlace[];
  readonly unsatisfied: readonly (EdgePlace & {
    readonly range: string;
    readonly version: string;
  })[];
  readonly waves: readonly (readonly string[])[];
  /** What no wave can hold: cycles, and all that needs them. */
  readonly blocked: readonly string[];
  readonly longestChain: readonly string[];
  /** The edges that others bring already. */
  readonly redundantEdges: readonly EdgePlace[];
  /** What was not looked at, or not to the end, since the graph is too large; a sentence each. */
  readonly bounds: readonly string[];
}

export function analyse(graph: Graph): GraphAnalysis {
  const found = cycles(graph);
  const reduced = reduction(graph);
  return {
    nodes: graph.nodes,
    edges: graph.edges,
    cycles: found.map((cycle) => cycle.names),
    missing: missing(graph).map((edge) => placeOf(edge)),
    unsatisfied: unsatisfied(graph).map(({ edge, range, version }) => ({
      ...placeOf(edge),
      range,
      version,
    })),
    ...waves(graph),
    longestChain: longestChain(graph),
    redundantEdges: reduced.redundant.map((edge) => placeOf(edge)),
    bounds: [
      ...(reduced.complete ? [] : ["the graph is too large to look for redundant edges"]),
      ...(found.every(({ shortest }) => shortest)
        ? []
        : ["a component is too large to try every way round: a shorter cycle may be there"]),
    ],
  };
}

function placeOf({ from, to, file, line }: GraphEdge): EdgePlace {
  return { from, to, file, line };
}
