import type { Finding, Severity } from "../model/finding.ts";
import { markdownTable } from "./markdown-table.ts";
import { inline, link } from "./markdown-text.ts";
import type { Presentation } from "./presentation.ts";
import { rulePage } from "./rule-page.ts";
import { ruleTitles } from "./rule-title.ts";
import { severities } from "./severity.ts";
import { sourceUri } from "./source-uri.ts";

export interface MarkdownOptions {
  /** The address that the files' links start with, with a slash at its end; relative links where it is absent. */
  readonly source?: string;
  /** How many findings are shown; the rest is counted. */
  readonly limit?: number;
}

const headings: Readonly<Record<Severity, string>> = {
  error: "Errors",
  warning: "Warnings",
  info: "To note",
};

/** A table a severity, the most severe first, with links to the places and to the rules' pages. */
export function markdownFindings(
  findings: readonly Finding[],
  shown: Presentation,
  options: MarkdownOptions,
): string {
  let left = options.limit ?? Infinity;
  const parts = severities.flatMap((severity) => {
    const group = findings.filter((one) => one.severity === severity);
    const some = group.slice(0, left);
    left -= some.length;
    if (group.length === 0) return [];
    const rows = some.map((finding) => rowOf(finding, shown, options));
    const table = rows.length === 0 ? [] : [markdownTable(["Place", "Rule", "Finding"], rows)];
    const more = group.length - some.length;
    return [
      `### ${headings[severity]} (${group.length})`,
      ...table,
      ...(more === 0 ? [] : [`… and ${more} more`]),
    ];
  });
  return parts.join("\n\n");
}

function rowOf(
  finding: Finding,
  { rules, tool, prefix }: Presentation,
  { source = "" }: MarkdownOptions,
): readonly string[] {
  const { file, line, ruleId, message, help } = finding;
  const rule = rules.find(({ id }) => id === ruleId);
  const name = inline(ruleTitles(rules)(ruleId));
  const raw = /\.(?:md|markdown)$/u.test(file) ? "?plain=1" : "";
  const address = `${source}${sourceUri(prefix, file)}${raw}#L${line}`;
  return [
    file === "" ? "" : link(`${inline(file)}:${line}`, address),
    link(name, rule === undefined ? undefined : rulePage(rule, tool)),
    help === undefined ? inline(message) : `${inline(message)}<br>${inline(help)}`,
  ];
}
