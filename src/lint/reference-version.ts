import { parseVersion } from "../model/version.ts";

/** The version at the end of a reference, `…:1.2.3` or `…@1.2.3`, before a digest where there is one. */
export function referenceVersion(
  reference: string,
): { readonly version: string; readonly start: number; readonly end: number } | undefined {
  const digest = reference.search(/@sha(?:256|512):/u);
  const end = digest === -1 ? reference.length : digest;
  const start = Math.max(...[":", "@"].map((mark) => reference.lastIndexOf(mark, end - 1))) + 1;
  const version = reference.slice(start, end);
  return start > 0 && parseVersion(version) !== undefined ? { version, start, end } : undefined;
}
