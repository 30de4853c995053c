/** One line of a changelog. */
export interface ChangelogEntry {
  readonly heading: "Breaking" | "Added" | "Changed" | "Fixed";
  /** Markdown; further lines are indented below the first. */
  readonly text: string;
}

const order: readonly ChangelogEntry["heading"][] = ["Breaking", "Added", "Changed", "Fixed"];

/** The section of a version, its entries under their headings in the order given, each once. */
export function changelogSection(version: string, entries: readonly ChangelogEntry[]): string {
  const parts = order.flatMap((heading) => {
    const told = entries.filter((entry) => entry.heading === heading).map(({ text }) => text);
    const lines = [...new Set(told)].map((text) => `- ${text.replaceAll(/\r?\n/gu, "\n  ")}`);
    return lines.length === 0 ? [] : [`### ${heading}\n\n${lines.join("\n")}\n`];
  });
  return [`## ${version}\n`, ...parts].join("\n");
}

/** A changelog with the section above its newest one; the rest stays as it is. A section that is there is not repeated. */
export function withSection(changelog: string, version: string, section: string): string {
  const sections = [...changelog.matchAll(/^## +\[?v?(?<version>[^\s\]]*).*$/gmu)];
  if (sections.some((found) => found.groups?.["version"] === version)) return changelog;
  const ends = changelog.includes("\r\n") ? "\r\n" : "\n";
  const text = section.replaceAll("\n", ends);
  const newest = sections.find(({ groups }) => /^\d/u.test(groups?.["version"] ?? ""));
  if (newest !== undefined)
    return `${changelog.slice(0, newest.index)}${text}${ends}${changelog.slice(newest.index)}`;
  const before = changelog.trimEnd();
  return before === "" ? text : `${before}${ends}${ends}${text}`;
}
