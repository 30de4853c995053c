import { matchesGlob } from "node:path/posix";

import { foldName } from "../model/blueprint.ts";
import { BpError } from "../model/error.ts";
import { nearest } from "../model/nearest.ts";
import type { Unit, Workspace } from "../model/workspace.ts";

export interface Selection {
  /** Names, folders, files or globs; paths relative to the workspace root. */
  readonly selectors: readonly string[];
  readonly all: boolean;
  /** Nothing is meant, which is no fault: a change affects nothing. */
  readonly none?: boolean;
  readonly withDependents: boolean;
  readonly withDependencies: boolean;
  /** Where the user stands, relative to the workspace root, empty for the root itself. */
  readonly folder: string;
}

/**
 * The units that a command works on, sorted by folder. Without a selector: the one whose folder the user stands in,
 * else those below that folder, else all.
 * @throws BpError EMPTY_SELECTION where a selector matches nothing, or nothing is there at all
 */
export function select(workspace: Workspace, selection: Selection): readonly Unit[] {
  const { units } = workspace;
  if (selection.none === true) return [];
  if (units.length === 0) {
    throw new BpError("EMPTY_SELECTION", "this workspace holds no blueprint and no chart", {
      hint: "a blueprint is a folder under platform/ or products/ with a blueprint.yaml or a chart/",
    });
  }
  const chosen = new Set<Unit>();
  for (const selector of selection.all ? [] : selection.selectors) {
    const matched = matching(units, selector);
    if (matched.length === 0) throw noMatch(workspace, selector);
    for (const unit of matched) chosen.add(unit);
  }
  if (selection.all || selection.selectors.length === 0) {
    for (const unit of here(units, selection)) chosen.add(unit);
  }
  if (selection.withDependencies) extend(units, chosen, dependenciesOf);
  if (selection.withDependents) extend(units, chosen, dependentsOf);
  return units.filter((unit) => chosen.has(unit));
}

function here(units: readonly Unit[], { all, folder }: Selection): readonly Unit[] {
  if (all || folder === "") return units;
  const inside = units.filter(
    (unit) => folder === unit.folder || folder.startsWith(`${unit.folder}/`),
  );
  if (inside.length > 0) return inside;
  const below = units.filter((unit) => unit.folder.startsWith(`${folder}/`));
  return below.length > 0 ? below : units;
}

function matching(units: readonly Unit[], selector: string): readonly Unit[] {
  const path = selector.replace(/^\.\//u, "").replace(/\/+$/u, "");
  const name = foldName(path);
  const named = units.filter((unit) => namesOf(unit).has(name));
  if (named.length > 0) return named;
  return units.filter(
    ({ folder }) =>
      folder === path ||
      path.startsWith(`${folder}/`) ||
      folder.startsWith(`${path}/`) ||
      (isGlob(path) && matchesGlob(folder, path)),
  );
}

/** Most selectors are none, and the matcher takes a while to load. */
function isGlob(path: string): boolean {
  return /[*?[\]{}()!+@|\\]/u.test(path);
}

function namesOf(unit: Unit): ReadonlySet<string> {
  const names = [
    unit.name,
    unit.blueprint?.name,
    unit.folder.slice(unit.folder.lastIndexOf("/") + 1),
  ];
  return new Set(names.filter((name) => name !== undefined).map((name) => foldName(name)));
}

function noMatch({ units, drafts }: Workspace, selector: string): BpError {
  const draft = drafts.find((folder) => folder === selector || folder.endsWith(`/${selector}`));
  if (draft !== undefined) {
    return new BpError(
      "EMPTY_SELECTION",
      `${draft} is a draft: it holds a README and nothing to work on`,
      {
        hint: "add a blueprint.yaml or a chart/",
      },
    );
  }
  const near = nearest(
    foldName(selector),
    units.flatMap((unit) => [...namesOf(unit), unit.folder]),
  );
  return new BpError("EMPTY_SELECTION", `nothing matches ${JSON.stringify(selector)}`, {
    hint:
      near === undefined
        ? "`bp list` shows what there is"
        : `did you mean ${near}? \`bp list\` shows what there is`,
  });
}

/** Adds what the step leads to until nothing new comes. */
function extend(
  units: readonly Unit[],
  chosen: Set<Unit>,
  step: (units: readonly Unit[], unit: Unit) => readonly Unit[],
): void {
  const open = [...chosen];
  for (let unit = open.pop(); unit !== undefined; unit = open.pop()) {
    for (const next of step(units, unit)) {
      if (chosen.has(next)) continue;
      chosen.add(next);
      open.push(next);
    }
  }
}

function dependenciesOf(units: readonly Unit[], unit: Unit): readonly Unit[] {
  const wanted = new Set([
    ...(unit.blueprint?.depends.map(({ blueprint }) => foldName(blueprint)) ?? []),
    ...(unit.chart?.metadata.dependencies
      .filter(({ repository }) => repository.startsWith("oci://"))
      .map(({ name }) => foldName(name)) ?? []),
  ]);
  return units.filter((other) => [...namesOf(other)].some((name) => wanted.has(name)));
}

function dependentsOf(units: readonly Unit[], unit: Unit): readonly Unit[] {
  return units.filter((other) => dependenciesOf(units, other).includes(unit));
}
