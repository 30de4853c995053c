import { longestChain } from "./chain.ts";
import { cycles } from "./cycles.ts";
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";
import { missing, unsatisfied } from "./resolve.ts";
import { waves } from "./waves.ts";

/** What the graph report carries besides its findings (design §3). */
export interface GraphAnalysis {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Each cycle's names once, the last needing the first. */
  readonly cycles: readonly (readonly string[])[];
  readonly missing: readonly { readonly from: string; readonly to: string }[];
  readonly unsatisfied: readonly {
    readonly from: string;
    readonly to: string;
    readonly range: string;
    readonly version: string;
  }[];
  readonly waves: readonly (readonly string[])[];
  /** What no wave can hold: cycles, and all that needs them. */
  readonly blocked: readonly string[];
  readonly longestChain: readonly string[];
}

export function analyse(graph: Graph): GraphAnalysis {
  return {
    nodes: graph.nodes,
    edges: graph.edges,
    cycles: cycles(graph).map((cycle) => cycle.names),
    missing: missing(graph).map(({ from, to }) => ({ from, to })),
    unsatisfied: unsatisfied(graph).map(({ edge, range, version }) => ({
      from: edge.from,
      to: edge.to,
      range,
      version,
    })),
    ...waves(graph),
    longestChain: longestChain(graph),
  };
}
