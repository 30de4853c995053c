import { parseVersion } from "../../model/version.ts";

/**
 * A range of one part for another version: operator, `v` and the number of components stay. Undefined where the range
 * is made of several parts, or the version is a pre-release that so few components cannot name.
 */
export function movedRange(range: string, version: string): string | undefined {
  const match = /^\s*(\^|~>?|>=|=)?(\s*v?)(\d[\dxX*.]*)\s*$/u.exec(range);
  const [, operator = "", between = "", core = ""] = match ?? [];
  const parsed = parseVersion(version);
  if (match === null || parsed === undefined) return undefined;
  if (parsed.prerelease) return `${operator}${between}${version}`;
  const next = version.split(".");
  const parts = core.split(".");
  if (parts.length > 3) return undefined;
  const moved = parts.map((part, at) => (/^[xX*]$/u.test(part) ? part : (next[at] ?? part)));
  return `${operator}${between}${moved.join(".")}`;
}
