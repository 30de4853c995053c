import { join } from "node:path/posix";

import { foldName } from "../../model/blueprint.ts";
import type { Unit } from "../../model/workspace.ts";

/** Units by folder; the values are the folders of what must be published before. */
export type Predecessors = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * What of the selection must be published before each unit: the charts that it takes from the workspace, then what its
 * blueprint depends on. An edge that leaves the selection holds nothing up. The units of a circle wait for nothing:
 * `circular` names them, and none of them can be published.
 */
export function predecessors(
  units: readonly Unit[],
  workspaceDependencies: boolean,
): { readonly before: Predecessors; readonly circular: ReadonlySet<string> } {
  const held = chartsOf(units);
  const names = new Map(units.map((unit) => [foldName(unit.blueprint?.name ?? unit.name), unit]));
  const before = new Map(
    units.map((unit) => {
      const needed = (unit.blueprint?.depends ?? []).map(({ blueprint }) =>
        names.get(foldName(blueprint)),
      );
      const embedded = embeddedIn(unit, held, workspaceDependencies);
      const folders = [...needed, ...embedded].flatMap((other) =>
        other === undefined ? [] : [other.folder],
      );
      return [unit.folder, new Set(folders)];
    }),
  );
  const circular = new Set([...before.keys()].filter((folder) => reaches(before, folder, folder)));
  for (const folder of circular) before.set(folder, new Set());
  return { before, circular };
}

/** What the unit's package has inside: charts taken by name where that is allowed, and those that lie beside it. */
function embeddedIn(
  { chart }: Unit,
  { charts, folders }: ChartsOf,
  workspaceDependencies: boolean,
): readonly (Unit | undefined)[] {
  return (chart?.metadata.dependencies ?? []).map(({ name, repository }) => {
    if (repository.startsWith("oci://"))
      return workspaceDependencies ? charts.get(name) : undefined;
    if (!repository.startsWith("file://")) return undefined;
    const path = join(chart?.folder ?? "", repository.slice("file://".length), ".");
    return folders.get(path.replace(/\/$/u, ""));
  });
}

interface ChartsOf {
  /** By the chart's name. */
  readonly charts: ReadonlyMap<string, Unit>;
  /** By the chart's folder. */
  readonly folders: ReadonlyMap<string, Unit>;
}

function chartsOf(units: readonly Unit[]): ChartsOf {
  const held = units.flatMap((unit) =>
    unit.chart === undefined ? [] : [[unit.chart, unit] as const],
  );
  return {
    charts: new Map(held.map(([{ metadata }, unit]) => [metadata.name, unit])),
    folders: new Map(held.map(([{ folder }, unit]) => [folder, unit])),
  };
}

function reaches(before: Predecessors, from: string, to: string): boolean {
  const open = [...(before.get(from) ?? [])];
  const seen = new Set<string>();
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    if (folder === to) return true;
    if (seen.has(folder)) continue;
    seen.add(folder);
    open.push(...(before.get(folder) ?? []));
  }
  return false;
}
