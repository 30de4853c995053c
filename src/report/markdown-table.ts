import type { Cell } from "./block.ts";
import { bold, inline } from "./markdown-text.ts";

/** A table of cells that are Markdown already; a column is right-aligned where the flag says so. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly boolean[] = [],
): string {
  const rule = head.map((_, column) => (right[column] === true ? "--:" : "---"));
  const whole = rows.map((row) => head.map((_, column) => row[column] ?? ""));
  return [line(head), line(rule), ...whole.map(line)].join("\n");
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** A block's table. */
export function cellTable(
  head: readonly string[],
  rows: readonly (readonly (Cell | string)[])[],
): string {
  const right = head.map((_, column) => rows.some((row) => isRight(row[column])));
  return markdownTable(
    head.map(inline),
    rows.map((row) => row.map(cellText)),
    right,
  );
}

function isRight(cell: Cell | string | undefined): boolean {
  return typeof cell === "object" && cell.align === "right";
}

function cellText(cell: Cell | string): string {
  if (typeof cell === "string") return inline(cell);
  const text = inline(cell.text.trim());
  return cell.tone === "strong" || cell.tone === "bad" ? bold(text) : text;
}
