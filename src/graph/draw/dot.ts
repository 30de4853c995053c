import type { Graph, GraphEdge } from "../graph.ts";
import { faultColours } from "./colours.ts";
import { layersOf } from "./layers.ts";
import type { Marks } from "./marks.ts";
import { plain } from "./marks.ts";

/** The DOT language of Graphviz: waves as ranks from the left, as in our own picture. */
export function drawDot(graph: Graph, marks: Marks): string {
  return [
    "digraph depends {",
    "  rankdir=RL;",
    '  node [shape=box, style=rounded, fontname="sans-serif"];',
    '  edge [color="#57606a"];',
    ...graph.nodes.map(({ name, version }) => {
      const red = marks.circular.has(name) ? `, color="${faultColours.cycle}"` : "";
      const look = marks.planned.has(name) ? `${red}, style="rounded,dashed"` : red;
      return `  ${quote(name)} [label=${label(name, version)}${look}];`;
    }),
    ...[...marks.absent].map((name) => {
      const look = `style="rounded,dashed", color="${faultColours.missing}"`;
      return `  ${quote(name)} [label=${label(name, "not in the tree")}, ${look}];`;
    }),
    ...graph.edges.map((edge) => line(edge, marks)),
    ...ranks(graph, marks),
    "}",
    "",
  ].join("\n");
}

/** What stands in one column; a graph without an edge has none. */
function ranks(graph: Graph, { deferred }: Marks): readonly string[] {
  const { columnOf } = layersOf(graph, deferred);
  const columns = Map.groupBy(columnOf, ([, column]) => column);
  return [...columns]
    .toSorted(([a], [b]) => a - b)
    .map(([, members]) => {
      const names = members.map(([name]) => quote(name)).toSorted();
      return `  { rank=same; ${names.join("; ")} }`;
    });
}

function line(edge: GraphEdge, { faults, deferred, planned }: Marks): string {
  const fault = faults.get(edge);
  const isDeferred = deferred.has(edge);
  const attributes = [
    ...(edge.range === null ? [] : [`label=${quote(edge.range)}`]),
    ...(edge.when === null ? [] : [`tooltip=${quote(`when ${edge.when}`)}`]),
    ...(edge.implied === undefined ? [] : [`tooltip=${quote(edge.implied)}`, "arrowhead=empty"]),
    ...styleOf(edge.optional || edge.implied !== undefined, isDeferred || planned.has(edge.from)),
    ...(fault === undefined ? [] : [`color="${faultColours[fault]}"`]),
    ...(isDeferred ? ["constraint=false"] : []),
  ];
  const tail = attributes.length === 0 ? "" : ` [${attributes.join(", ")}]`;
  return `  ${quote(edge.from)} -> ${quote(edge.to)}${tail};`;
}

function styleOf(optional: boolean, dashed: boolean): readonly string[] {
  if (dashed) return ["style=dashed"];
  return optional ? ["style=dotted"] : [];
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
