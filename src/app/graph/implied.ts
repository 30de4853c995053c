import type { Graph, GraphEdge } from "../../graph/index.ts";
import { graphOf } from "../../graph/index.ts";
import type { Providers } from "../../lint/index.ts";
import { impliedEdges, tellResource } from "../../lint/index.ts";
import type { ImpliedEdge } from "../../model/supply.ts";
import type { Workspace } from "../../model/workspace.ts";
import type { ImpliedEntry } from "./graph-report.ts";
import type { Scoped } from "./scope.ts";

/**
 * What the selected blueprints use of others on which they do not depend: by default, or once a value is turned on. What
 * the cluster is asked for first is not told.
 */
export function impliedEntries(
  workspace: Workspace,
  { graph, whole }: Scoped,
  providers: Providers | undefined,
): readonly ImpliedEntry[] {
  const selected = new Set(graph.edges.map(({ from }) => from));
  for (const { name } of graph.nodes) selected.add(name);
  const known = new Set(whole.nodes.map(({ name }) => name));
  return impliedEdges(workspace, providers)
    .filter(({ declared, need }) => !declared && /^(?:always|off)$/u.test(need.presence.state))
    .filter(({ from, to }) => selected.has(from) && known.has(to))
    .map(entryOf);
}

function entryOf({ from, to, need, by }: ImpliedEdge): ImpliedEntry {
  const { at, presence, resource } = need;
  return {
    from,
    to,
    uses: tellResource(resource),
    default: presence.state === "always",
    toggles: presence.toggles.map(({ path }) => path.join(".")),
    file: at.file,
    line: at.line,
    by: { file: by.file, line: by.line },
  };
}

/** The graph with a dotted line for each pair that is implied. */
export function withImplied(graph: Graph, whole: Graph, implied: readonly ImpliedEntry[]): Graph {
  const pairs = Map.groupBy(implied, ({ from, to }) => JSON.stringify([from, to]));
  const edges = [...pairs.values()].flatMap((entries) => edgeOf(entries));
  const names = new Set([...graph.nodes.map(({ name }) => name), ...edges.map(({ to }) => to)]);
  const nodes = whole.nodes.filter(({ name }) => names.has(name));
  return graphOf(nodes, [...graph.edges, ...edges]);
}

/** By default goes before what a value turns on. */
function edgeOf(entries: readonly ImpliedEntry[]): readonly GraphEdge[] {
  const first = entries.find((one) => one.default) ?? entries[0];
  if (first === undefined) return [];
  const { from, to, file, line } = first;
  const more = entries.length === 1 ? "" : ` and ${entries.length - 1} more`;
  const on = first.default ? "" : ` with ${first.toggles.join(", ")}`;
  return [
    {
      from,
      to,
      range: null,
      optional: false,
      alias: null,
      when: null,
      written: "object",
      implied: `uses ${first.uses}${more}${on}`,
      file,
      line,
    },
  ];
}
