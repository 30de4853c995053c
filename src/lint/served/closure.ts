import { foldName } from "../../model/blueprint.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";

/** What every unit is there after, by its name without `bp-`. */
type Steps = ReadonlyMap<string, readonly string[]>;

const known = new WeakMap<Workspace, Steps>();

/**
 * Everything that is installed before a unit, and the unit itself: what it depends on, what its chart takes in, and what
 * its releases in the bootstrap kits wait for; and so on from each. Names without `bp-`, sorted.
 */
export function closureOf(workspace: Workspace, unit: Unit): readonly string[] {
  const steps = known.get(workspace) ?? stepsOf(workspace);
  known.set(workspace, steps);
  const seen = new Set(namesOf(unit));
  for (const name of seen) for (const next of steps.get(name) ?? []) seen.add(next);
  return [...seen].toSorted();
}

function stepsOf({ units, kits = [] }: Workspace): Steps {
  const steps = new Map<string, string[]>();
  const add = (from: string, to: readonly string[]): void => {
    steps.set(from, [...(steps.get(from) ?? []), ...to]);
  };
  for (const unit of units) {
    const { blueprint, chart } = unit;
    const depends = (blueprint?.depends ?? []).map((one) => foldName(one.blueprint));
    const embedded = (chart?.metadata.dependencies ?? []).map((one) => foldName(one.name));
    for (const name of namesOf(unit)) add(name, [...namesOf(unit), ...depends, ...embedded]);
  }
  for (const { files } of kits) {
    const releases = files.flatMap((file) => file.releases);
    const charts = new Map(releases.map((one) => [one.name, foldName(one.chart)]));
    for (const { name, chart, dependsOn } of releases)
      add(
        foldName(chart || name),
        dependsOn.map((one) => charts.get(one.name) ?? foldName(one.name)),
      );
  }
  return steps;
}

/** As its folder, its chart and its manifest call it. */
export function namesOf({ name, folder, blueprint }: Unit): readonly string[] {
  const last = folder.slice(folder.lastIndexOf("/") + 1);
  return [name, last, ...(blueprint === undefined ? [] : [blueprint.name])].map(foldName);
}
