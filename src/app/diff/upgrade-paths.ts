import type { Upgrades } from "../../model/upgrade-range.ts";
import { canUpgrade } from "../../model/upgrade-range.ts";
import { compareVersions } from "../../model/version.ts";

/** A version and what it may be upgraded from. */
export interface UpgradeStep {
  readonly version: string;
  readonly upgrades: Upgrades;
}

/**
 * The published versions older than this one from which no way leads to it, straight or over versions between, oldest
 * first.
 */
export function stranded(to: UpgradeStep, published: readonly UpgradeStep[]): readonly string[] {
  const older = published
    .filter(({ version }) => compareVersions(version, to.version) < 0)
    .toSorted((a, b) => compareVersions(b.version, a.version));
  const reached: UpgradeStep[] = [to];
  const left: string[] = [];
  // From the newest down: what a version can go to is newer, and was looked at before.
  for (const step of older) {
    if (reached.some(({ upgrades }) => canUpgrade(step.version, upgrades))) reached.push(step);
    else left.push(step.version);
  }
  return left.toReversed();
}
