import { canonicalName } from "../../graph/index.ts";
import type { Arrow, GraphEdge } from "../../graph/index.ts";
import { foldName } from "../../model/blueprint.ts";
import type { Kit } from "../../model/kit.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import { releasesOf, unitsByChart } from "../kits.ts";

/** The name under which the graph of `depends` knows a unit. */
export function graphName({ blueprint, name }: Unit): string {
  return canonicalName(blueprint?.name ?? name);
}

/** What waits for what, and where that is written. */
export type Wait = Pick<GraphEdge, "from" | "to" | "file" | "line">;

/** What the releases of the kits wait for, as the graph of `depends` would name it. */
export function kitWaits(workspace: Workspace): readonly Wait[] {
  const charts = unitsByChart(workspace);
  const nameOf = (chart: string): string => {
    const unit = charts.get(foldName(chart));
    return unit === undefined ? canonicalName(chart) : graphName(unit);
  };
  return (workspace.kits ?? []).flatMap((kit) => waitsIn(kit, nameOf));
}

function waitsIn(kit: Kit, nameOf: (chart: string) => string): readonly Wait[] {
  const releases = releasesOf(kit);
  const charts = new Map(releases.map(({ name, chart }) => [name, chart || name]));
  return releases.flatMap(({ name, chart, dependsOn }) =>
    dependsOn.map(({ name: other, at: { file, line } }) => ({
      from: nameOf(chart || name),
      to: nameOf(charts.get(other) ?? other),
      file,
      line,
    })),
  );
}

/** All that a node waits for, however far; the node itself only where a circle leads back. */
export type Reach = (name: string) => ReadonlySet<string>;

/** Each node's way is gone once, when it is first asked for. */
export function reachOf(arrows: readonly Arrow[]): Reach {
  const next = Map.groupBy(arrows, ({ from }) => from);
  const known = new Map<string, ReadonlySet<string>>();
  return (name) => {
    const reached = known.get(name) ?? walk(name, next);
    known.set(name, reached);
    return reached;
  };
}

function walk(start: string, next: ReadonlyMap<string, readonly Arrow[]>): ReadonlySet<string> {
  const reached = new Set<string>();
  const queue = [start];
  for (const name of queue)
    for (const { to } of next.get(name) ?? []) {
      if (reached.has(to)) continue;
      reached.add(to);
      queue.push(to);
    }
  return reached;
}
