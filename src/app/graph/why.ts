import type { Graph, GraphEdge } from "../../graph/index.ts";
import { canonicalName, paths } from "../../graph/index.ts";
import { BpError } from "../../model/error.ts";
import { nearest } from "../../model/nearest.ts";
import type { Step, WhyEntry } from "./graph-report.ts";

/** Paths that are told, at most. */
const most = 10;

/** The paths from the first to the second, and the part of the graph that they are. @throws BpError EMPTY_SELECTION */
export function whyOf(
  graph: Graph,
  [first, second]: readonly [string, string],
): { readonly why: WhyEntry; readonly graph: Graph } {
  const [from, to] = [nameIn(graph, first), nameIn(graph, second)];
  const withTargets = { nodes: [...graph.nodes, { name: to }], edges: graph.edges };
  const found = paths(withTargets, [from, to], most);
  const backwards = found.paths.length === 0 && paths(graph, [to, from], 1).paths.length > 0;
  const edges = new Set(found.paths.flat());
  const names = new Set([from, to, ...found.paths.flat().map((edge) => edge.to)]);
  return {
    why: {
      from,
      to,
      paths: found.paths.map((path) => path.map(stepOf)),
      more: found.more,
      backwards,
    },
    graph: {
      nodes: graph.nodes.filter(({ name }) => names.has(name)),
      edges: graph.edges.filter((edge) => edges.has(edge)),
    },
  };
}

function stepOf({ from, to, range, when, file, line }: GraphEdge): Step {
  return { from, to, range, when, file, line };
}

/** As written, or with `bp-`, or the number of its slot; what is needed and not there has a name too. */
function nameIn({ nodes, edges }: Graph, given: string): string {
  const names = new Set([...nodes.map(({ name }) => name), ...edges.map(({ to }) => to)]);
  if (names.has(given)) return given;
  if (names.has(canonicalName(given))) return canonicalName(given);
  const slot = nodes.filter((node) => node.slot === given.replace(/^0+/u, ""));
  if (slot.length === 1 && slot[0] !== undefined) return slot[0].name;
  const near = nearest(canonicalName(given), [...names]);
  throw new BpError("EMPTY_SELECTION", `the graph has no ${JSON.stringify(given)}`, {
    hint: near === undefined ? "`bp graph` shows what there is" : `did you mean ${near}?`,
  });
}
