import { waves } from "../../graph/index.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Predecessors } from "./predecessors.ts";
import { predecessors } from "./predecessors.ts";

/** A unit and its wave: 0 needs nothing of the selection, and each further one something of the wave before. */
export interface PlacedUnit {
  readonly unit: Unit;
  readonly wave: number;
}

export interface InWaves {
  /** Wave by wave, by folder within one. */
  readonly placed: readonly PlacedUnit[];
  readonly before: Predecessors;
  /** Folders of what stands in a circle: it has a place in wave 0, and cannot be published. */
  readonly circular: ReadonlySet<string>;
}

/** The selection in the order of its publish. */
export function inWaves(units: readonly Unit[], workspaceDependencies: boolean): InWaves {
  const { before, circular } = predecessors(units, workspaceDependencies);
  const edges = [...before].flatMap(([from, needed]) => [...needed].map((to) => ({ from, to })));
  const nodes = units.map(({ folder }) => ({ name: folder }));
  const byFolder = new Map(units.map((unit) => [unit.folder, unit]));
  const placed = waves({ nodes, edges }).waves.flatMap((folders, wave) =>
    folders.flatMap((folder) => {
      const unit = byFolder.get(folder);
      return unit === undefined ? [] : [{ unit, wave }];
    }),
  );
  return { placed, before, circular };
}
