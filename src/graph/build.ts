import type { BlueprintDependency } from "../model/blueprint.ts";
import { foldName } from "../model/blueprint.ts";
import { byCodeUnit } from "../model/order.ts";
import type { Unit } from "../model/workspace.ts";
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";
import { graphOf } from "./graph.ts";

/**
 * The `depends` graph of a tree. `bp-x` and `x` are one node, named `bp-x`; a string item is read as `{blueprint}`.
 * A chart without a blueprint.yaml is a node only where something depends on it. Where two units claim one name, the
 * first by folder holds it.
 */
export function dependsGraph(units: readonly Unit[]): Graph {
  const byKey = nodesByKey(units);
  const edges: GraphEdge[] = [];
  const wanted = new Set<string>();
  for (const { blueprint } of units) {
    if (blueprint === undefined) continue;
    wanted.add(foldName(blueprint.name));
    for (const dependency of blueprint.depends) {
      wanted.add(foldName(dependency.blueprint));
      edges.push(edgeOf(blueprint.name, dependency));
    }
  }
  const nodes = [...wanted].flatMap((key) => byKey.get(key) ?? []);
  return graphOf(nodes, edges);
}

/** The name under which the graph knows a blueprint. */
export function canonicalName(name: string): string {
  return `bp-${foldName(name)}`;
}

function nodesByKey(units: readonly Unit[]): ReadonlyMap<string, GraphNode> {
  const byKey = new Map<string, GraphNode>();
  const sorted = units.toSorted((a, b) => byCodeUnit(a.folder, b.folder));
  const named = sorted.filter((unit) => unit.blueprint !== undefined);
  const bare = sorted.filter((unit) => unit.blueprint === undefined);
  for (const unit of [...named, ...bare]) {
    const name = canonicalName(unit.blueprint?.name ?? unit.name);
    const key = foldName(name);
    if (!byKey.has(key)) byKey.set(key, nodeOf(name, unit));
  }
  return byKey;
}

function nodeOf(name: string, { version, folder, blueprint, chart }: Unit): GraphNode {
  const file = blueprint?.file ?? (chart === undefined ? "" : chart.versionAt.file);
  return { name, version, folder, file };
}

function edgeOf(from: string, dependency: BlueprintDependency): GraphEdge {
  return {
    from: canonicalName(from),
    to: canonicalName(dependency.blueprint),
    range: dependency.version ?? null,
    optional: dependency.when !== undefined,
    alias: dependency.alias ?? null,
    when: dependency.when ?? null,
    file: dependency.at.file,
    line: dependency.at.line,
  };
}
