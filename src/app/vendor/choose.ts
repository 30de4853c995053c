import type { ChartDependency } from "../../model/chart.ts";
import { satisfiesHelm } from "../../model/helm-range.ts";
import { parseHelmVersion } from "../../model/helm-version.ts";
import type { Level } from "./level.ts";
import { newestWithin, rangeFor } from "./level.ts";
import type { Offer } from "./upstream.ts";

/** What a dependency is resolved to. */
export interface Choice {
  readonly version: string;
  /** What Chart.yaml is to ask for, where that changes. */
  readonly range: string | undefined;
}

/** The newest version in the dependency's range, as Helm chooses it. */
export function choose({ version }: ChartDependency, offers: readonly Offer[]): Choice | undefined {
  const found = offers.find((offer) => satisfiesHelm(offer.version, version));
  return found === undefined ? undefined : { version: found.version, range: undefined };
}

/**
 * The newest version that the level allows, counted from the one that is locked, or asked for by an exact version; the
 * range follows where it does not take it.
 */
export function chooseWithin(
  dependency: ChartDependency,
  offers: readonly Offer[],
  { level, locked }: { readonly level: Level; readonly locked: string | undefined },
): Choice | undefined {
  const inRange = choose(dependency, offers);
  const exact = isExact(dependency.version) ? dependency.version : undefined;
  const from = locked ?? exact ?? inRange?.version;
  const found = from === undefined ? undefined : newestWithin(offers, from, level);
  if (found === undefined) return inRange;
  const { version } = found;
  const fits = satisfiesHelm(version, dependency.version);
  return { version, range: fits ? undefined : rangeFor(dependency.version, version) };
}

/** Whether the range is one version. */
export function isExact(range: string): boolean {
  return parseHelmVersion(range) !== undefined;
}
