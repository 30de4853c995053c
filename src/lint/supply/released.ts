import type { KitRelease } from "../../model/kit.ts";
import type { Mention, Toggle } from "../../model/supply.ts";
import type { Unit } from "../../model/workspace.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { nodeAt, pointerTo } from "../../yaml/index.ts";
import type { Member } from "../kits.ts";
import { supplyOf, supplyUnder } from "./supply.ts";

/** A need that a chart has not by default, and that the values of a kit's release turn on. */
export interface ReleasedNeed {
  readonly unit: Unit;
  readonly release: KitRelease;
  readonly need: Mention;
  /** The value of the release that turns it on. */
  readonly toggle: Toggle & { readonly at: NonNullable<Toggle["at"]> };
}

const known = new WeakMap<KitRelease, readonly ReleasedNeed[]>();

/** The needs that the release's values turn on; worked out once. */
export function releasedNeeds({ release, unit }: Member): readonly ReleasedNeed[] {
  const before = known.get(release);
  if (before !== undefined) return before;
  const given = nodeAt(release.root, "/spec/values");
  const found =
    unit === undefined || given?.kind !== "mapping" ? [] : turnedOn(unit, release, given);
  known.set(release, found);
  return found;
}

/** The chart is looked through again only where the values touch what its needs depend on. */
function turnedOn(unit: Unit, release: KitRelease, given: YamlNode): readonly ReleasedNeed[] {
  const off = new Set(supplyOf(unit).needs.filter(isOff).map(keyOf));
  const isTouched = supplyOf(unit).needs.some(
    (need) => isOff(need) && need.presence.toggles.some(({ path }) => isSet(given, path)),
  );
  if (!isTouched) return [];
  const needs = supplyUnder(unit, given).needs.filter(
    (need) => need.presence.state === "always" && off.has(keyOf(need)),
  );
  return needs.flatMap((need) => {
    const toggle = need.presence.toggles.find(
      (one): one is ReleasedNeed["toggle"] => one.at?.file === release.file,
    );
    return toggle === undefined ? [] : [{ unit, release, need, toggle }];
  });
}

function isOff({ presence, source }: Mention): boolean {
  return presence.state === "off" && source !== "values";
}

function isSet(given: YamlNode, path: readonly string[]): boolean {
  return nodeAt(given, pointerTo(...path)) !== undefined;
}

function keyOf({ resource, at }: Mention): string {
  const { group, kind, name } = resource;
  return JSON.stringify([at.file, at.line, at.column, group, kind, name]);
}
