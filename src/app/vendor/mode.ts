import type { Chart, ChartDependency } from "../../model/chart.ts";
import { BpError } from "../../model/error.ts";
import { nearest } from "../../model/nearest.ts";
import type { Level } from "./level.ts";

/** What a run may change. */
export interface Mode {
  /** The locks hold, and nothing of them is written. */
  readonly frozen: boolean;
  /** Beyond the ranges of Chart.yaml, which follow. */
  readonly level: Level | undefined;
  /** Whether the dependency is looked for anew, whatever the locks say. */
  updates(dependency: ChartDependency): boolean;
}

export interface Update {
  /** The dependencies of that name or alias; undefined: all. */
  readonly name: string | undefined;
  readonly level: Level | undefined;
}

/** @throws BpError USAGE where the name to update is no dependency */
export function modeOf(
  { frozen, update }: { readonly frozen: boolean; readonly update: Update | undefined },
  charts: readonly Chart[],
): Mode {
  const name = update?.name;
  const names = charts.flatMap(({ metadata }) =>
    metadata.dependencies.flatMap((one) => [one.name, one.alias]),
  );
  if (name !== undefined && !names.includes(name)) {
    const meant = nearest(name, names);
    throw new BpError("USAGE", `no chart of the selection depends on ${JSON.stringify(name)}`, {
      hint: meant === undefined ? "`bp outdated` lists the dependencies" : `did you mean ${meant}?`,
    });
  }
  return {
    frozen,
    level: update?.level,
    updates: (one) =>
      update !== undefined && (name === undefined || one.name === name || one.alias === name),
  };
}
