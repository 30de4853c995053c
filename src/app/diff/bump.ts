import { compareVersions, parseVersion } from "../../model/version.ts";
import type { Level } from "../vendor/level.ts";
import { levels } from "../vendor/level.ts";

/** Why a version must move, and how far. */
export interface Reason {
  readonly level: Level;
  /** Part of a sentence: `the value image.tag is gone`. */
  readonly what: string;
}

/** What the changes ask of the next version. */
export interface Bump {
  /** Undefined where nothing changed. */
  readonly level: Level | undefined;
  /** The least version that will do; undefined where nothing changed. */
  readonly least: string | undefined;
  /** Whether the version is that one or later. */
  readonly holds: boolean;
  /** Of the level that is needed. */
  readonly reasons: readonly Reason[];
}

/**
 * The step that the reasons ask for, from the old version to the new one (SemVer 2.0.0). While the major version is 0 a
 * minor step may break, and a patch step may add. An older version as the new one owes nothing.
 */
export function neededBump(from: string, to: string, reasons: readonly Reason[]): Bump {
  const level = levels.findLast((one) => reasons.some((reason) => reason.level === one));
  if (level === undefined) return { level, least: undefined, holds: true, reasons: [] };
  const least = leastAfter(from, level);
  const order = compareVersions(to, from);
  const core = to.split(/[+-]/u, 1)[0] ?? to;
  // A pre-release counts as what it leads to; one may follow another whatever changes.
  const reaches = isPrerelease(from) || (least !== undefined && compareVersions(core, least) >= 0);
  const holds = order < 0 || (order > 0 && reaches);
  return { level, least, holds, reasons: reasons.filter((reason) => reason.level === level) };
}

/** Undefined where the text is no version. */
function leastAfter(from: string, level: Level): string | undefined {
  if (parseVersion(from) === undefined) return undefined;
  const [major = 0, minor = 0, patch = 0] = from.split(/[.+-]/u).map(Number);
  if (isPrerelease(from)) return `${major}.${minor}.${patch}`;
  const step = major === 0 ? levels[Math.max(0, levels.indexOf(level) - 1)] : level;
  if (step === "major") return `${major + 1}.0.0`;
  return step === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

function isPrerelease(version: string): boolean {
  return parseVersion(version)?.prerelease === true;
}
