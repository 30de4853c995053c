import { foldName } from "../../model/blueprint.ts";
import type { Blueprint, BlueprintDependency } from "../../model/blueprint.ts";
import type { ExpectedSlot, Kit, KitRelease } from "../../model/kit.ts";
import type { Location } from "../../model/location.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import { nodeAt } from "../../yaml/index.ts";
import { releasesOf } from "../kits.ts";
import { keyPlaceOf, placeOf } from "../place.ts";
import { keyOf } from "./keys.ts";
import { ofBoth, ofEach } from "./remembered.ts";
import { straysOf } from "./strays.ts";

/** What somebody waits for: keys, as keyOf has them, with the place where each is named first. */
export type Waits = ReadonlyMap<string, Location>;

/** The releases of the kit that install the unit's chart; several where one chart is installed several times. */
export function releasesOfUnit(unit: Unit, kit: Kit, workspace: Workspace): readonly KitRelease[] {
  return releasesByKey(kit, workspace).get(ownKey(unit, workspace)) ?? [];
}

const releasesByKey = ofBoth((kit, workspace) =>
  Map.groupBy(
    releasesOf(kit).filter(({ chart }) => chart !== ""),
    ({ chart }) => keyOf(chart, workspace),
  ),
);

export function ownKey({ chart, name }: Unit, workspace: Workspace): string {
  return keyOf(chart?.metadata.name ?? name, workspace);
}

/**
 * What the releases wait for beside their own chart. A release is waited for by its own name, and stands for its chart;
 * a slip of one is told as such (BP505), and means it here.
 */
export function waitsOf(releases: readonly KitRelease[], kit: Kit, workspace: Workspace): Waits {
  const charts = chartsByName(kit);
  const own = new Set(releases.map(({ chart }) => keyOf(chart, workspace)));
  const waits = new Map<string, Location>();
  const units = unitKeys(workspace);
  for (const release of releases) {
    const slips = straysOf(kit).filter(
      ({ release: from, to }) => from === release && !units.has(keyOf(to, workspace)),
    );
    for (const { name, at } of release.dependsOn) {
      const meant = slips.find(({ to }) => to === name)?.near ?? name;
      const key = keyOf(charts.get(meant) ?? meant, workspace);
      if (!own.has(key) && !waits.has(key)) waits.set(key, at);
    }
  }
  return waits;
}

const chartsByName = ofEach(
  (kit: Kit) => new Map(releasesOf(kit).map(({ name, chart }) => [name, chart || name])),
);

const unitKeys = ofEach(
  (workspace: Workspace) => new Set(workspace.units.map((unit) => ownKey(unit, workspace))),
);

/** The keys of all that the releases wait for, through others too. */
export function reachedFrom(
  releases: readonly KitRelease[],
  kit: Kit,
  workspace: Workspace,
): ReadonlySet<string> {
  const byName = releasesByName(kit);
  const seen = new Set(releases);
  const keys = new Set<string>();
  for (const { dependsOn } of seen) {
    for (const { name } of dependsOn) {
      const targets = byName.get(name) ?? [];
      for (const target of targets) seen.add(target);
      keys.add(keyOf(targets[0]?.chart || name, workspace));
    }
  }
  return keys;
}

const releasesByName = ofEach((kit: Kit) => Map.groupBy(releasesOf(kit), ({ name }) => name));

/** How a blueprint's depends differs from what is waited for in its stead; canonical names, sorted. */
export interface ParityDifference {
  readonly unit: Unit;
  readonly blueprint: Blueprint;
  /** Of depends, or of what should hold it. */
  readonly at: Location;
  /** Waited for, and not depended on. */
  readonly missing: readonly string[];
  /** Depended on in every case, and not waited for. */
  readonly extra: readonly string[];
}

/** Of the blueprints that the kit installs, those whose depends differs. */
export function parityOf(kit: Kit, workspace: Workspace): readonly ParityDifference[] {
  return workspace.units.flatMap((unit) => {
    const releases = releasesOfUnit(unit, kit, workspace);
    if (releases.length === 0) return [];
    return differenceOf(unit, waitsOf(releases, kit, workspace), workspace);
  });
}

/** Of the blueprints of rows that the kit does not have yet, those whose depends differs from the row. */
export function deferredParityOf(
  rows: readonly ExpectedSlot[],
  workspace: Workspace,
): readonly ParityDifference[] {
  const byKey = new Map(rows.map((row) => [keyOf(row.name, workspace), row]));
  return workspace.units.flatMap((unit) => {
    const own = ownKey(unit, workspace);
    const row = byKey.get(own);
    const waits = row?.dependsOn.map(({ name, at }) => [keyOf(name, workspace), at] as const);
    const others = waits?.filter(([key]) => key !== own);
    return others === undefined ? [] : differenceOf(unit, new Map(others), workspace);
  });
}

function differenceOf(unit: Unit, waits: Waits, workspace: Workspace): readonly ParityDifference[] {
  const { blueprint } = unit;
  if (blueprint === undefined) return [];
  const declared = declaredBy(blueprint, workspace);
  const missing = [...waits.keys()].filter((key) => !declared.has(key));
  const extra = extraOf(unit, blueprint, { waits, workspace });
  if (missing.length + extra.length === 0) return [];
  const unwanted = extra.map(({ blueprint: name }) => keyOf(name, workspace));
  return [
    {
      unit,
      blueprint,
      at: dependsPlace(blueprint),
      missing: named(missing),
      extra: named(unwanted),
    },
  ];
}

export function declaredBy({ depends }: Blueprint, workspace: Workspace): ReadonlySet<string> {
  return new Set(depends.map(({ blueprint }) => keyOf(blueprint, workspace)));
}

/** What the blueprint needs in every case and nobody waits for; that it needs itself is for BP403 to tell. */
export function extraOf(
  unit: Unit,
  { depends }: Blueprint,
  { waits, workspace }: { readonly waits: Waits; readonly workspace: Workspace },
): readonly BlueprintDependency[] {
  const own = new Set([ownKey(unit, workspace), foldName(unit.blueprint?.name ?? unit.name)]);
  return depends.filter(({ blueprint, when }) => {
    const key = keyOf(blueprint, workspace);
    return when === undefined && !waits.has(key) && !own.has(key);
  });
}

function named(keys: readonly string[]): readonly string[] {
  return [...new Set(keys)].toSorted().map((key) => `bp-${key}`);
}

/** The key of depends; where there is none, that of what should hold it. */
export function dependsPlace({ document }: Blueprint): Location {
  const pointer = "/spec/depends";
  return nodeAt(document.root, pointer) === undefined
    ? placeOf(document, pointer)
    : keyPlaceOf(document, pointer);
}
