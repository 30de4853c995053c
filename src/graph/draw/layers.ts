import { breaks } from "../breaks.ts";
import type { Graph, GraphEdge } from "../graph.ts";
import { adjacencyOf } from "../numbering.ts";
import type { Remedy } from "../remedy.ts";
import { levels } from "../waves.ts";

/** Where everything stands before it is drawn: a column for each wave, one more at the left for what is not there. */
export interface Layers {
  /** The column of each name that has an edge, from 0. */
  readonly columnOf: ReadonlyMap<string, number>;
  /** The names without an edge, sorted. */
  readonly alone: readonly string[];
  /** The wave that stands in column 0: -1 where that holds what is missing. */
  readonly firstWave: number;
}

/** Columns by wave; edges that are deferred, and what else must be for the waves to be, do not count. */
export function layersOf(graph: Graph, deferred: ReadonlySet<object>): Layers {
  const open = withoutCircles({
    nodes: graph.nodes,
    edges: graph.edges.filter((edge) => !deferred.has(edge)),
  });
  const { names } = adjacencyOf(open);
  const level = levels(adjacencyOf(open));
  const touched = new Set(graph.edges.flatMap(({ from, to }) => [from, to]));
  const known = new Set(names);
  const absent = [...touched].filter((name) => !known.has(name));
  const shift = absent.length === 0 ? 0 : 1;
  const columnOf = new Map(absent.map((name) => [name, 0]));
  for (const [node, name] of names.entries())
    if (touched.has(name)) columnOf.set(name, (level[node] ?? 0) + shift);
  return {
    columnOf,
    alone: names.filter((name) => !touched.has(name)),
    firstWave: -shift,
  };
}

function withoutCircles(graph: Graph): Graph {
  const out = new Set(
    breaks(graph, remedyOf).flatMap((one) => one.deferred.map(({ edge }) => edge)),
  );
  return out.size === 0
    ? graph
    : { nodes: graph.nodes, edges: graph.edges.filter((edge) => !out.has(edge)) };
}

/** What nobody wrote decides no column that what is written decides otherwise. */
function remedyOf({ implied }: GraphEdge): Remedy {
  return { kind: implied === undefined ? "phases" : "drop", before: [], after: [] };
}
