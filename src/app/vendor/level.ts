import type { HelmVersion } from "../../model/helm-version.ts";
import { compareHelmVersions, parseHelmVersion } from "../../model/helm-version.ts";
import type { Offer } from "./upstream.ts";

/** How far a version may move, or has moved. */
export type Level = "patch" | "minor" | "major";

export const levels: readonly Level[] = ["patch", "minor", "major"];

/** The step from one version to a newer one; undefined where it is none. */
export function stepBetween(from: string, to: string): Level | undefined {
  const [old, next] = [parseHelmVersion(from), parseHelmVersion(to)];
  if (old === undefined || next === undefined) return undefined;
  return compareHelmVersions(next, old) > 0 ? stepOf(old, next) : undefined;
}

/**
 * The newest version that is no more than a step of this level away, undefined where none is newer. A pre-release is
 * offered to those alone who have one.
 */
export function newestWithin(
  offers: readonly Offer[],
  from: string,
  level: Level,
): Offer | undefined {
  const old = parseHelmVersion(from);
  return offers.find(({ version }) => {
    const next = parseHelmVersion(version);
    if (old === undefined || next === undefined || compareHelmVersions(next, old) <= 0)
      return false;
    if (next.prerelease !== "" && old.prerelease === "") return false;
    return levels.indexOf(stepOf(old, next)) <= levels.indexOf(level);
  });
}

function stepOf(from: HelmVersion, to: HelmVersion): Level {
  if (from.parts[0] !== to.parts[0]) return "major";
  return from.parts[1] === to.parts[1] ? "patch" : "minor";
}

/** The range for another version, its operator kept where it has one that a version can follow. */
export function rangeFor(range: string, version: string): string {
  const operator = /^\s*(\^|~>?|=|>=)?\s*v?[\d.xX*]+[\w.+-]*\s*$/u.exec(range)?.[1] ?? "";
  return `${operator}${version}`;
}
