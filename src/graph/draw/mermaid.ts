import type { Graph, GraphEdge } from "../graph.ts";
import { faults, plain } from "./marks.ts";

/** A Mermaid flowchart. Nodes are numbered, since Mermaid reserves words that a name may hold. */
export function drawMermaid(graph: Graph): string {
  const versions = new Map(graph.nodes.map((node) => [node.name, node.version]));
  const names = [...new Set([...versions.keys(), ...graph.edges.map((edge) => edge.to)])];
  const ids = new Map(names.map((name, at) => [name, `n${at}`]));
  const wrong = faults(graph);
  const red = [...graph.edges.entries()].filter(([, edge]) => wrong.has(edge)).map(([at]) => at);
  return [
    "flowchart LR",
    ...names.map((name) => `  ${ids.get(name)}["${label(name, versions.get(name))}"]`),
    ...graph.edges.map((edge) => `  ${ids.get(edge.from)} ${arrow(edge)} ${ids.get(edge.to)}`),
    ...(red.length === 0 ? [] : [`  linkStyle ${red.join(",")} stroke:red`]),
    "",
  ].join("\n");
}

function arrow({ optional, range }: GraphEdge): string {
  const shaft = optional ? "-.->" : "-->";
  return range === null ? shaft : `${shaft}|"${escape(range)}"|`;
}

function label(name: string, version: string | undefined): string {
  if (version === undefined) return `${escape(name)} (missing)`;
  return version === "" ? escape(name) : `${escape(name)} ${escape(version)}`;
}

/** Mermaid's entity codes: `#` and the decimal code point. */
function escape(text: string): string {
  return plain(text).replace(/["#&<>`\\|[\]]/gu, (found) => `#${found.codePointAt(0)};`);
}
