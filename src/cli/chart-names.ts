/** Chart names that differ from their blueprint's, by that: the configuration has them by folder. */
export function chartNames(exceptions: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    [...exceptions].map(
      ([folder, chart]) => [`bp-${folder.slice(folder.lastIndexOf("/") + 1)}`, chart] as const,
    ),
  );
}
