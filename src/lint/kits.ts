import { foldName } from "../model/blueprint.ts";
import type { Kit, KitFile, KitRelease } from "../model/kit.ts";
import type { Unit, Workspace } from "../model/workspace.ts";
import { ofBoth, ofEach } from "./kit/remembered.ts";
import type { RuleInput } from "./rule.ts";

/** A release of a kit, with the unit whose chart it pins; undefined where the tree has none. */
export interface Member {
  readonly kit: Kit;
  readonly file: KitFile;
  readonly release: KitRelease;
  readonly unit: Unit | undefined;
}

type Scope = Pick<RuleInput, "workspace" | "units">;

export function kitsOf({ workspace }: Scope): readonly Kit[] {
  return workspace.kits ?? [];
}

/** Why a rule of kits looked at nothing. */
export function noKit(input: RuleInput): string | undefined {
  return kitsOf(input).length === 0 ? "there is no bootstrap kit" : undefined;
}

/** Whether every unit was selected: what belongs to no single slot is told then alone. */
export function isWhole({ workspace, units }: Scope): boolean {
  return units.length === workspace.units.length;
}

/** The files to complain of, with their kits: all, or those that hold a slot of a selected unit. */
export function filesOf(input: Scope): readonly { readonly kit: Kit; readonly file: KitFile }[] {
  const all = kitsOf(input).flatMap((kit) => kit.files.map((file) => ({ kit, file })));
  if (isWhole(input)) return all;
  const chosen = new Set(input.units.map((unit) => chartKey(unit)));
  return all.filter(({ file }) => file.releases.some(({ chart }) => chosen.has(foldName(chart))));
}

/** The units whose values and contents the rules look into for these: themselves, and what shares a kit's file with them. */
export function lookedInto(workspace: Workspace, units: readonly Unit[]): readonly Unit[] {
  const members = membersOf({ workspace, units });
  return [...new Set([...units, ...members.flatMap(({ unit }) => unit ?? [])])];
}

/** The releases to complain of, that pin a chart by name. */
export function membersOf(input: Scope): readonly Member[] {
  if (isWhole(input)) return kitsOf(input).flatMap((kit) => kitMembers(kit, input.workspace));
  const units = unitsByChart(input.workspace);
  return filesOf(input).flatMap(({ kit, file }) => membersIn(kit, file, units));
}

/** The releases of one kit that pin a chart by name. */
export const kitMembers: (kit: Kit, workspace: Workspace) => readonly Member[] = ofBoth(
  (kit, workspace) => {
    const units = unitsByChart(workspace);
    return kit.files.flatMap((file) => membersIn(kit, file, units));
  },
);

function membersIn(kit: Kit, file: KitFile, units: ReadonlyMap<string, Unit>): readonly Member[] {
  return file.releases
    .filter(({ chart }) => chart !== "")
    .map((release) => ({ kit, file, release, unit: units.get(foldName(release.chart)) }));
}

/** The units that have a chart, by its name without `bp-`. */
export const unitsByChart: (workspace: Workspace) => ReadonlyMap<string, Unit> = ofEach(
  ({ units }) => {
    const charts = units.filter(({ chart }) => chart !== undefined);
    return new Map(charts.toReversed().map((unit) => [chartKey(unit), unit]));
  },
);

function chartKey({ name, chart }: Unit): string {
  return foldName(chart?.metadata.name ?? name);
}

/** Whether the text waits for a value that only Flux knows. */
export function isSubstituted(text: string): boolean {
  return text.includes("${");
}

export const releasesOf: (kit: Kit) => readonly KitRelease[] = ofEach(({ files }) =>
  files.flatMap(({ releases }) => releases),
);
