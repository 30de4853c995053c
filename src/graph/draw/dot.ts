import type { Graph, GraphEdge } from "../graph.ts";
import type { Fault } from "./marks.ts";
import { faults, plain } from "./marks.ts";

/** The DOT language of Graphviz. */
export function drawDot(graph: Graph): string {
  const wrong = faults(graph);
  const known = new Set(graph.nodes.map((node) => node.name));
  const absent = new Set(graph.edges.map((edge) => edge.to).filter((name) => !known.has(name)));
  return [
    "digraph depends {",
    "  rankdir=LR;",
    '  node [shape=box, style=rounded, fontname="sans-serif"];',
    ...graph.nodes.map(
      (node) => `  ${quote(node.name)} [label=${label(node.name, node.version)}];`,
    ),
    ...[...absent].map((name) => `  ${quote(name)} [style=dashed, color=red];`),
    ...graph.edges.map((edge) => line(edge, wrong.get(edge))),
    "}",
    "",
  ].join("\n");
}

function line(edge: GraphEdge, fault: Fault | undefined): string {
  const attributes = [
    ...(edge.range === null ? [] : [`label=${quote(edge.range)}`]),
    ...(edge.optional ? ["style=dashed"] : []),
    ...(fault === undefined ? [] : ["color=red"]),
  ];
  const tail = attributes.length === 0 ? "" : ` [${attributes.join(", ")}]`;
  return `  ${quote(edge.from)} -> ${quote(edge.to)}${tail};`;
}

function label(name: string, version: string): string {
  return version === "" ? quote(name) : `"${escape(name)}\\n${escape(version)}"`;
}

function quote(text: string): string {
  return `"${escape(text)}"`;
}

function escape(text: string): string {
  return plain(text).replace(/["\\]/gu, String.raw`\$&`);
}
