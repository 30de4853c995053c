import type { Graph, GraphEdge } from "../graph.ts";
import { faultColours } from "./colours.ts";
import type { Fault, Marks } from "./marks.ts";
import { plain } from "./marks.ts";

/**
 * A Mermaid flowchart, what is installed first at the left. Nodes are numbered, since Mermaid reserves words that a name
 * may hold.
 */
export function drawMermaid(graph: Graph, marks: Marks): string {
  const { circular, absent, planned } = marks;
  const versions = new Map(graph.nodes.map((node) => [node.name, node.version]));
  const names = [...versions.keys(), ...absent];
  const ids = new Map(names.map((name, at) => [name, `n${at}`]));
  const idsOf = (some: ReadonlySet<string>): readonly string[] =>
    names.filter((name) => some.has(name)).flatMap((name) => ids.get(name) ?? []);
  return [
    "flowchart RL",
    ...names.map((name) => `  ${ids.get(name)}["${label(name, versions.get(name))}"]`),
    ...graph.edges.map((edge) => {
      const arrow = arrowOf(edge, marks.deferred.has(edge) || planned.has(edge.from));
      return `  ${ids.get(edge.from)} ${arrow} ${ids.get(edge.to)}`;
    }),
    ...classed("cycle", `stroke:${faultColours.cycle}`, idsOf(circular)),
    ...classed("missing", `stroke:${faultColours.missing},stroke-dasharray:4 3`, idsOf(absent)),
    ...classed("planned", "stroke-dasharray:4 3", idsOf(planned)),
    ...linkStyles(graph, marks),
    "",
  ].join("\n");
}

function classed(name: string, style: string, ids: readonly string[]): readonly string[] {
  return ids.length === 0
    ? []
    : [`  classDef ${name} ${style}`, `  class ${ids.join(",")} ${name}`];
}

/** One line for each fault, and one for what is deferred. */
function linkStyles({ edges }: Graph, { faults, deferred }: Marks): readonly string[] {
  const numbered = (test: (edge: GraphEdge) => boolean): string =>
    [...edges.entries()]
      .filter(([, edge]) => test(edge))
      .map(([at]) => at)
      .join(",");
  const kinds: readonly Fault[] = ["cycle", "missing", "unsatisfied"];
  const rows = kinds.map((kind) => [
    numbered((edge) => faults.get(edge) === kind && !deferred.has(edge)),
    `stroke:${faultColours[kind]}`,
  ]);
  const dashed = `stroke:${faultColours.cycle},stroke-dasharray:7 5`;
  return [...rows, [numbered((edge) => deferred.has(edge)), dashed]].flatMap(([numbers, style]) =>
    numbers === "" ? [] : `  linkStyle ${numbers} ${style}`,
  );
}

function arrowOf({ optional, range, implied }: GraphEdge, dashed: boolean): string {
  const shaft = optional || dashed || implied !== undefined ? "-.->" : "-->";
  const text = range ?? implied;
  return text === undefined ? shaft : `${shaft}|"${escape(text)}"|`;
}

function label(name: string, version: string | undefined): string {
  if (version === undefined) return `${escape(name)} (not in the tree)`;
  return version === "" ? escape(name) : `${escape(name)} ${escape(version)}`;
}

/** Mermaid's entity codes: `#` and the decimal code point. */
function escape(text: string): string {
  return plain(text).replace(/["#&<>`\\|[\]]/gu, (found) => `#${found.codePointAt(0)};`);
}
