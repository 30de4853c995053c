import type { KitRelease } from "../../model/kit.ts";
import type { Unit } from "../../model/workspace.ts";
import { isSubstituted } from "../kits.ts";
import type { Member } from "../kits.ts";

/** A release that pins another version than its chart has in the tree. */
export interface PinDrift {
  readonly release: KitRelease;
  readonly unit: Unit;
  /** The chart's version, and where it is written. */
  readonly held: string;
  readonly heldAt: { readonly file: string; readonly line: number };
}

/** A pin whose value is not known is left alone, and so is one of a chart that the tree does not hold. */
export function pinDriftOf({ release, unit }: Member): PinDrift | undefined {
  const held = unit?.chart?.metadata.version ?? "";
  if (unit?.chart === undefined || held === "" || release.version === held) return undefined;
  if (isSubstituted(release.version)) return undefined;
  return { release, unit, held, heldAt: unit.chart.versionAt };
}
