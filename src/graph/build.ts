import type { BlueprintDependency } from "../model/blueprint.ts";
import { byCodeUnit } from "../model/order.ts";
import type { Unit } from "../model/workspace.ts";
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";
import { graphOf } from "./in-order.ts";

/**
 * The `depends` graph of a tree. `bp-x` and `x` are one node, named `bp-x`; a string item is read as `{blueprint}`.
 * A chart without a blueprint.yaml is a node only where something depends on it. Where two units claim one name, the
 * first by folder holds it.
 */
export function dependsGraph(units: readonly Unit[]): Graph {
  const sorted = units.toSorted((a, b) => byCodeUnit(a.folder, b.folder));
  const blueprints = sorted.flatMap(({ blueprint }) => blueprint ?? []);
  const held = new Map<string, GraphNode>();
  for (const unit of sorted) if (unit.blueprint !== undefined) hold(held, unit);
  const named = held.size;
  for (const unit of sorted) if (unit.blueprint === undefined) hold(held, unit);
  // One text for one name, however often it is written.
  const known = (name: string): string => {
    const canonical = canonicalName(name);
    return held.get(canonical)?.name ?? canonical;
  };
  const edges = blueprints.flatMap(({ name, depends }) => {
    const from = known(name);
    return depends.map((one) => edgeOf(from, known(one.blueprint), one));
  });
  const needed = held.size === named ? new Set() : new Set(edges.map(({ to }) => to));
  const nodes = [...held.values()].filter((node, at) => at < named || needed.has(node.name));
  return graphOf(nodes, edges);
}

/** The name under which the graph knows a blueprint. */
export function canonicalName(name: string): string {
  return name.startsWith("bp-") ? name : `bp-${name}`;
}

function hold(held: Map<string, GraphNode>, unit: Unit): void {
  const name = canonicalName(unit.blueprint?.name ?? unit.name);
  if (!held.has(name)) held.set(name, nodeOf(name, unit));
}

function nodeOf(name: string, { version, folder, blueprint, chart }: Unit): GraphNode {
  const file = blueprint?.file ?? (chart === undefined ? "" : chart.versionAt.file);
  return { name, version, folder, file };
}

function edgeOf(from: string, to: string, dependency: BlueprintDependency): GraphEdge {
  return {
    from,
    to,
    range: dependency.version ?? null,
    optional: dependency.when !== undefined,
    alias: dependency.alias ?? null,
    when: dependency.when ?? null,
    written: dependency.written,
    file: dependency.at.file,
    line: dependency.at.line,
  };
}
