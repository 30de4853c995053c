import type { Graph, GraphEdge, GraphNode } from "../graph.ts";
import type { Fault } from "./marks.ts";
import { faults, plain } from "./marks.ts";

interface Branch {
  readonly name: string;
  /** The edge that leads here, undefined at a root. */
  readonly edge: GraphEdge | undefined;
  readonly indent: string;
  readonly last: boolean;
}

interface Forest {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly needs: ReadonlyMap<string, readonly GraphEdge[]>;
  readonly faults: ReadonlyMap<GraphEdge, Fault>;
  /** The names whose needs are drawn already. */
  readonly drawn: Set<string>;
}

/** A tree for each node that nothing needs; what is needed twice is spelt out once, and a cycle is cut where it closes. */
export function drawTree(graph: Graph): string {
  const forest: Forest = {
    nodes: new Map(graph.nodes.map((node) => [node.name, node])),
    needs: Map.groupBy(graph.edges, (edge) => edge.from),
    faults: faults(graph),
    drawn: new Set(),
  };
  const needed = new Set(graph.edges.map((edge) => edge.to));
  const roots = graph.nodes.filter((node) => !needed.has(node.name));
  const lines = roots.flatMap((node) => drawFrom(node.name, forest));
  for (const node of graph.nodes)
    if (!forest.drawn.has(node.name)) lines.push(...drawFrom(node.name, forest));
  return [...lines, ""].join("\n");
}

function drawFrom(root: string, forest: Forest): string[] {
  const lines: string[] = [];
  const stack: Branch[] = [{ name: root, edge: undefined, indent: "", last: true }];
  for (let branch = stack.pop(); branch !== undefined; branch = stack.pop()) {
    const needs = forest.needs.get(branch.name) ?? [];
    const again = forest.drawn.has(branch.name) && needs.length > 0;
    lines.push(line(branch, again, forest));
    forest.drawn.add(branch.name);
    if (!again) stack.push(...below(branch, needs).toReversed());
  }
  return lines;
}

function below(branch: Branch, needs: readonly GraphEdge[]): Branch[] {
  const own = branch.last ? "   " : "│  ";
  const indent = branch.edge === undefined ? "" : branch.indent + own;
  return needs.map((edge, at) => ({
    name: edge.to,
    edge,
    indent,
    last: at === needs.length - 1,
  }));
}

function line({ name, edge, indent, last }: Branch, again: boolean, forest: Forest): string {
  const twig = edge === undefined ? "" : `${indent}${last ? "└─ " : "├─ "}`;
  const fault = edge === undefined ? undefined : forest.faults.get(edge);
  const words = [
    name,
    forest.nodes.get(name)?.version ?? "",
    edge?.range == null ? "" : `(${edge.range})`,
    edge?.when == null ? "" : `when ${edge.when}`,
    fault === undefined ? "" : `[${fault}]`,
    again ? "…" : "",
  ];
  return twig + plain(words.filter((word) => word !== "").join(" "));
}
