import type { Finding, Severity } from "../model/finding.ts";
import type { SourceLines, Tone } from "./block.ts";
import type { Style } from "./style.ts";

const tones: Readonly<Record<Severity, Tone>> = { error: "bad", warning: "warn", info: "dim" };

/** Findings under the file they stand in, each with its line, a caret and what to do. */
export function drawFindings(
  findings: readonly Finding[],
  style: Style,
  source?: SourceLines,
): string {
  const files = Map.groupBy(findings, (finding) => finding.file);
  return [...files]
    .map(([file, group]) =>
      [style("strong", file), ...group.map((finding) => draw(finding, style, source))].join("\n"),
    )
    .join("\n\n");
}

function draw(finding: Finding, style: Style, source?: SourceLines): string {
  const place = style("dim", `${finding.line}:${finding.column}`);
  const severity = style(tones[finding.severity], finding.severity);
  const head = `  ${place}  ${severity}  ${finding.message}  ${style("dim", finding.ruleId)}`;
  const help = finding.help === undefined ? [] : [`    ${style("dim", "help:")} ${finding.help}`];
  return [head, ...frame(finding, style, source), ...help].join("\n");
}

function frame(finding: Finding, style: Style, source?: SourceLines): readonly string[] {
  const line = source?.(finding.file)?.[finding.line - 1];
  if (line === undefined || line.length > 200) return [];
  const end = finding.endLine === finding.line ? finding.endColumn : line.length + 1;
  const marks = "^".repeat(Math.max(1, Math.min(end, line.length + 1) - finding.column));
  const indent = line.slice(0, finding.column - 1).replace(/[^\t]/gu, " ");
  const gutter = style("dim", "    | ");
  return [gutter + line, gutter + indent + style(tones[finding.severity], marks)];
}
