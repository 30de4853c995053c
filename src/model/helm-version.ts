import semver from "semver";

/** A version as Helm reads it (Masterminds/semver 3, NewVersion): a `v` may lead, components may be missing. */
export interface HelmVersion {
  readonly parts: readonly [major: number, minor: number, patch: number];
  readonly prerelease: string;
  /** The canonical text, without build metadata, for comparison by precedence. */
  readonly text: string;
}

/** What may follow the components: a pre-release, its text in a group, and build metadata. */
export const versionSuffix =
  "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?";

const whole = new RegExp(`^v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?${versionSuffix}$`, "u");

/** Undefined where Helm could not read the text as one version. */
export function parseHelmVersion(text: string): HelmVersion | undefined {
  const match = whole.exec(text);
  if (match === null) return undefined;
  return versionOf([match[1], match[2], match[3]], match[4] ?? "");
}

/** The version of these components, 0 for each that is missing; undefined where it is none. */
export function versionOf(
  [major, minor, patch]: readonly (string | undefined)[],
  prerelease: string,
): HelmVersion | undefined {
  const parts = [Number(major), Number(minor ?? 0), Number(patch ?? 0)] as const;
  const text = `${parts.join(".")}${prerelease === "" ? "" : `-${prerelease}`}`;
  return semver.valid(text) === null ? undefined : { parts, prerelease, text };
}

/** By SemVer precedence: build metadata, a `v` and missing components make no difference. */
export function compareHelmVersions(a: HelmVersion, b: HelmVersion): number {
  return semver.compare(a.text, b.text);
}
