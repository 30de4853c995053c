/** What of a version's entry in an index is kept; the rest is most of an index. */
export const indexFields: readonly string[] = [
  "version",
  "urls",
  "digest",
  "appVersion",
  "deprecated",
];
