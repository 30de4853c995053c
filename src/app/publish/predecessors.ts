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
  const charts = new Map(
    units.flatMap((unit) =>
      unit.chart === undefined ? [] : [[unit.chart.metadata.name, unit] as const],
    ),
  );
  const names = new Map(units.map((unit) => [foldName(unit.blueprint?.name ?? unit.name), unit]));
  const before = new Map(
    units.map((unit) => {
      const needed = (unit.blueprint?.depends ?? []).map(({ blueprint }) =>
        names.get(foldName(blueprint)),
      );
      const embedded = workspaceDependencies ? embeddedIn(unit, charts) : [];
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

function embeddedIn(unit: Unit, charts: ReadonlyMap<string, Unit>): readonly (Unit | undefined)[] {
  return (unit.chart?.metadata.dependencies ?? [])
    .filter(({ repository }) => repository.startsWith("oci://"))
    .map(({ name }) => charts.get(name));
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
