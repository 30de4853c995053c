import type { Graph } from "../../graph/index.ts";
import { paths } from "../../graph/index.ts";

/** Whether an edge from one node to another would close a circle: that is not for a repair to add. */
export function closesCircle(from: string, to: string, graph: Graph): boolean {
  return from === to || paths(graph, [to, from], 1).paths.length > 0;
}
