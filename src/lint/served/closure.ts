import { foldName } from "../../model/blueprint.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";

/** By a name without `bp-`, what a unit of that name leads to. */
type Steps = ReadonlyMap<string, readonly string[]>;

interface Leads {
  /** What is installed before it: its `depends`, and what its releases in the bootstrap kits wait for. */
  readonly before: Steps;
  /** What its own release brings along: the charts that its chart takes in. */
  readonly along: Steps;
}

const known = new WeakMap<Workspace, Leads>();

/** Everything that is there before a unit is installed. Names without `bp-`, sorted. */
export function installedBefore(workspace: Workspace, unit: Unit): readonly string[] {
  const { before, along } = leadsOf(workspace);
  const own = releaseOf(workspace, unit);
  const seen = new Set(own.flatMap((name) => before.get(name) ?? []));
  for (const name of seen)
    for (const steps of [before, along]) for (const next of steps.get(name) ?? []) seen.add(next);
  return [...seen].toSorted();
}

/** The unit itself and the charts inside its chart. Names without `bp-`, sorted. */
export function releaseOf(workspace: Workspace, unit: Unit): readonly string[] {
  const { along } = leadsOf(workspace);
  const seen = new Set(namesOf(unit));
  for (const name of seen) for (const next of along.get(name) ?? []) seen.add(next);
  return [...seen].toSorted();
}

function leadsOf(workspace: Workspace): Leads {
  const leads = known.get(workspace) ?? { before: beforeOf(workspace), along: alongOf(workspace) };
  known.set(workspace, leads);
  return leads;
}

function beforeOf({ units, kits = [] }: Workspace): Steps {
  const steps = new Map<string, string[]>();
  for (const unit of units) {
    const depends = (unit.blueprint?.depends ?? []).map((one) => foldName(one.blueprint));
    for (const name of namesOf(unit)) add(steps, name, depends);
  }
  for (const { files } of kits) {
    const releases = files.flatMap((file) => file.releases);
    const charts = new Map(releases.map((one) => [one.name, foldName(one.chart)]));
    for (const { name, chart, dependsOn } of releases) {
      const after = dependsOn.map((one) => charts.get(one.name) ?? foldName(one.name));
      add(steps, foldName(chart || name), after);
    }
  }
  return steps;
}

function alongOf({ units }: Workspace): Steps {
  const steps = new Map<string, string[]>();
  for (const unit of units) {
    const { dependencies = [] } = unit.chart?.metadata ?? {};
    const embedded = dependencies.map((one) => foldName(one.name));
    for (const name of namesOf(unit)) add(steps, name, [...namesOf(unit), ...embedded]);
  }
  return steps;
}

function add(steps: Map<string, string[]>, from: string, to: readonly string[]): void {
  steps.set(from, [...(steps.get(from) ?? []), ...to]);
}

/** As its folder, its chart and its manifest call it. */
export function namesOf({ name, folder, blueprint }: Unit): readonly string[] {
  const last = folder.slice(folder.lastIndexOf("/") + 1);
  return [name, last, ...(blueprint === undefined ? [] : [blueprint.name])].map(foldName);
}
