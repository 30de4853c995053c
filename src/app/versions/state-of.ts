import type { Location } from "../../model/location.ts";
import { compareVersions } from "../../model/version.ts";
import type { TakenVersions } from "../bump/refusals.ts";
import type { ListedVersion } from "./version-states.ts";

/** A place that asks for a version. */
export interface Pin {
  readonly version: string;
  readonly at: Location;
}

export interface KnownVersions extends TakenVersions {
  /** What the chart is here. */
  readonly current: string;
  /** What it was. */
  readonly past: readonly string[];
  readonly pins: readonly Pin[];
}

/**
 * What became of a version. `published`: it is in the registry. `pending-publish`: the chart has it here.
 * `pending-merge`: another branch carries it. `dead-reserved`: the chart had it, went on, and nobody published it.
 * `missing`: something asks for it, and nobody knows of it.
 */
export function stateOf(
  version: string,
  { current, published, claims, past, pins }: KnownVersions,
): Pick<ListedVersion, "state" | "where"> {
  const branches = claims.filter((one) => one.version === version).map(({ branch }) => branch);
  const places = pins
    .filter((pin) => pin.version === version)
    .map(({ at }) => `${at.file}:${at.line}`);
  if (published.includes(version)) return { state: "published", where: places };
  if (version === current) return { state: "pending-publish", where: places };
  const where = [...branches, ...places];
  const isAhead = compareVersions(version, current) > 0 || !past.includes(version);
  if (branches.length > 0 && isAhead) return { state: "pending-merge", where };
  return { state: past.includes(version) ? "dead-reserved" : "missing", where };
}
