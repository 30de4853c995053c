import type { Graph } from "../graph.ts";
import { drawDot } from "./dot.ts";
import { drawMermaid } from "./mermaid.ts";
import { drawTree } from "./tree.ts";

export type GraphFormat = "tree" | "dot" | "mermaid";

const drawings: Readonly<Record<GraphFormat, (graph: Graph) => string>> = {
  tree: drawTree,
  dot: drawDot,
  mermaid: drawMermaid,
};

/** The graph as text that ends with a line feed. An arrow goes from what needs to what is needed. */
export function draw(graph: Graph, format: GraphFormat): string {
  return drawings[format](graph);
}
