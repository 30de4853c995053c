import type { Graph } from "../graph.ts";
import { drawDot } from "./dot.ts";
import type { About, Marks } from "./marks.ts";
import { marksOf } from "./marks.ts";
import { drawMermaid } from "./mermaid.ts";
import { drawSvg } from "./svg/svg.ts";
import { drawTree } from "./tree.ts";

export type GraphFormat = "tree" | "dot" | "mermaid" | "svg";

const drawings: Readonly<Record<GraphFormat, (graph: Graph, marks: Marks) => string>> = {
  tree: drawTree,
  dot: drawDot,
  mermaid: drawMermaid,
  svg: drawSvg,
};

/**
 * The graph as text that ends with a line feed. An arrow goes from what needs to what is needed. Every drawing tells the
 * same: conditions, faults, and what is to be deferred.
 */
export function draw(graph: Graph, format: GraphFormat, about: About = {}): string {
  return drawings[format](graph, marksOf(graph, about));
}
