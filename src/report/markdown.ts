import type { Failure } from "../model/report.ts";
import type { Block, Tone } from "./block.ts";
import type { MarkdownOptions } from "./markdown-findings.ts";
import { markdownFindings } from "./markdown-findings.ts";
import { cellTable } from "./markdown-table.ts";
import { bold, fenced, paragraph } from "./markdown-text.ts";
import type { Presentation } from "./presentation.ts";

/** The blocks as GitHub-flavoured Markdown under a heading that says how the run ended. */
export function markdown(shown: Presentation, options: MarkdownOptions = {}): string {
  const { report, blocks } = shown;
  const { command, ok, exitCode, error } = report;
  const drawn = [...blocks, ...unshown(shown)].map((block) => draw(block, shown, options));
  const parts = [
    `## bp ${command}: ${ok ? "passed" : `failed (exit ${exitCode})`}`,
    ...(error === undefined ? [] : [failure(error)]),
    ...drawn.filter((text) => text !== ""),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Findings that a command keeps for the machines are told here too. */
function unshown({ report, blocks }: Presentation): readonly Block[] {
  const told = blocks.some(({ kind }) => kind === "findings");
  return told ? [] : [{ kind: "findings", findings: report.findings }];
}

function draw(block: Block, shown: Presentation, options: MarkdownOptions): string {
  switch (block.kind) {
    case "table":
      return block.rows.length === 0 ? "" : cellTable(block.head, block.rows);
    case "findings":
      return markdownFindings(block.findings, shown, options);
    case "line":
      return line(block.text, block.tone);
    case "raw":
      return fenced(block.text, block.language ?? "");
  }
}

function line(text: string, tone: Tone = "plain"): string {
  const [first = "", ...rest] = paragraph(text).split("\n");
  if (tone !== "bad" && tone !== "strong") return [first, ...rest].join("\n");
  const end = first.endsWith("<br>") ? "<br>" : "";
  return [bold(first.slice(0, first.length - end.length)) + end, ...rest].join("\n");
}

function failure({ message, hint }: Failure): string {
  return line(hint === undefined ? message : `${message}\nhelp: ${hint}`, "bad");
}
