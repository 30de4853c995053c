import semver from "semver";

/** Strict SemVer 2.0.0 without a leading v; build metadata is told apart because OCI tags and Flux cannot carry it. */
export interface Version {
  readonly text: string;
  readonly prerelease: boolean;
  readonly build: boolean;
}

/** The version, or undefined where the text is not strict SemVer (`1.2`, `v1.2.3` and `01.2.3` are not). */
export function parseVersion(text: string): Version | undefined {
  if (!/^\d/u.test(text)) return undefined;
  const parsed = semver.parse(text);
  if (parsed === null || text.trim() !== text) return undefined;
  return { text, prerelease: parsed.prerelease.length > 0, build: parsed.build.length > 0 };
}

/** Orders by SemVer precedence; texts that are no versions come first, by code unit. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [semver.parse(a), semver.parse(b)];
  if (left !== null && right !== null) return semver.compare(left, right);
  if (left !== null) return 1;
  if (right !== null) return -1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * The version one step after another (SemVer 2.0.0): a pre-release first becomes the version that it leads to, where that
 * is a step of this level. Undefined where the text is no version.
 */
export function versionAfter(from: string, level: "patch" | "minor" | "major"): string | undefined {
  return parseVersion(from) && (semver.inc(from, level) ?? undefined);
}

/** True where the text is a range in npm's grammar, the one `depends` uses. */
export function isRange(range: string): boolean {
  return semver.validRange(range) !== null;
}

/** npm's ranges. A pre-release satisfies where its core version does, since a tree holds one version of each. */
export function satisfies(version: string, range: string): boolean {
  return semver.satisfies(version, range, { includePrerelease: true });
}

/** npm's ranges, as npm holds them against published versions: a pre-release only where the range names one of its core. */
export function satisfiesPublished(version: string, range: string): boolean {
  return semver.satisfies(version, range);
}

/** The OCI tag of a version: `+` becomes `_`, as Helm writes it (interop §1.5). */
export function tagOf(version: string): string {
  return version.replaceAll("+", "_");
}
