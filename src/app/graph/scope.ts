import type { Graph, GraphEdge } from "../../graph/index.ts";
import { dependsGraph, graphOf, releaseGraph } from "../../graph/index.ts";
import { deferredOf } from "../../lint/index.ts";
import type { ExpectedSlot, Kit } from "../../model/kit.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";

/** Which graph is asked for: the blueprints' of these units, or the releases' of a kit. */
export type GraphScope =
  | { readonly kind: "depends"; readonly units: readonly Unit[] }
  | { readonly kind: "kit"; readonly kit: Kit };

/** The graph that is told, and the whole that it is a part of. */
export interface Scoped {
  readonly graph: Graph;
  readonly whole: Graph;
}

export function scoped(workspace: Workspace, scope: GraphScope): Scoped {
  if (scope.kind === "kit") {
    const graph = releaseGraph(scope.kit);
    return { graph, whole: graph };
  }
  const whole = dependsGraph(workspace.units);
  return { graph: around(whole, new Set(scope.units.map(({ folder }) => folder))), whole };
}

/** The nodes of the folders with the edges that leave them, and the nodes where these end. */
function around(whole: Graph, folders: ReadonlySet<string>): Graph {
  const selected = new Set(
    whole.nodes.filter(({ folder }) => folders.has(folder)).map(({ name }) => name),
  );
  const edges = whole.edges.filter(({ from }) => selected.has(from));
  const names = new Set([...selected, ...edges.map(({ to }) => to)]);
  return { nodes: whole.nodes.filter(({ name }) => names.has(name)), edges };
}

/** The graph with the slots that a kit is still to get: what a picture shows besides. */
export function withPlanned(
  graph: Graph,
  { folder, expected }: Kit,
  rows: readonly ExpectedSlot[],
): Graph {
  const nodes = rows.map(({ name, slot }) => ({
    name,
    version: "",
    folder,
    file: expected?.file ?? "",
    ...(slot === "" ? {} : { slot }),
  }));
  const edges = rows.flatMap(({ name, dependsOn }) =>
    dependsOn.map(({ name: to, at }): GraphEdge => ({
      from: name,
      to,
      range: null,
      optional: false,
      alias: null,
      when: null,
      written: "string",
      file: at.file,
      line: at.line,
    })),
  );
  return graphOf([...graph.nodes, ...nodes], [...graph.edges, ...edges]);
}

/** The rows of the expected graph that the kit has no release for yet. */
export function plannedRows(scope: GraphScope): readonly ExpectedSlot[] {
  return scope.kind === "kit" ? deferredOf(scope.kit) : [];
}
