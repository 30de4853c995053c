import type { Graph, GraphEdge, GraphNode } from "../graph.ts";
import type { Marks } from "./marks.ts";
import { plain } from "./marks.ts";

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
  readonly marks: Marks;
  /** The names whose needs are drawn already. */
  readonly drawn: Set<string>;
}

/** A tree for each node that nothing needs; what is needed twice is spelt out once, and a cycle is cut where it closes. */
export function drawTree(graph: Graph, marks: Marks): string {
  const forest: Forest = {
    nodes: new Map(graph.nodes.map((node) => [node.name, node])),
    needs: Map.groupBy(graph.edges, (edge) => edge.from),
    marks,
    drawn: new Set(),
  };
  const needed = new Set(graph.edges.map((edge) => edge.to));
  const roots = graph.nodes.filter((node) => !needed.has(node.name));
  const lines = [roots, graph.nodes].flatMap((nodes) =>
    nodes.flatMap(({ name }) => (forest.drawn.has(name) ? [] : drawFrom(name, forest))),
  );
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
    for (const next of again ? [] : below(branch, needs).toReversed()) stack.push(next);
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
  const words = [
    name,
    forest.nodes.get(name)?.version ?? "",
    ...(edge === undefined ? [] : edgeWords(edge, forest.marks)),
    again ? "…" : "",
  ];
  return twig + plain(words.filter((word) => word !== "").join(" "));
}

function edgeWords(edge: GraphEdge, marks: Marks): readonly string[] {
  const { range, when, implied } = edge;
  const wrong = wordsFor(edge, marks);
  return [
    range === null ? "" : `(${range})`,
    when === null ? "" : `when ${when}`,
    implied === undefined ? "" : `implied: ${implied}`,
    wrong.length === 0 ? "" : `[${wrong.join(", ")}]`,
  ];
}

function wordsFor(edge: GraphEdge, { faults, deferred }: Marks): readonly string[] {
  const fault = faults.get(edge);
  return [...(fault === undefined ? [] : [fault]), ...(deferred.has(edge) ? ["deferred"] : [])];
}
