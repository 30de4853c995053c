import type { Cell } from "./block.ts";
import type { Style } from "./style.ts";

/** Columns two spaces apart, the last one ragged, the head dim. */
export function drawTable(
  head: readonly string[],
  rows: readonly (readonly (Cell | string)[])[],
  style: Style,
): string {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === "string" ? { text: cell } : cell)),
  );
  const widths = head.map((title, column) =>
    Math.max(width(title), ...cells.map((row) => width(row[column]?.text ?? ""))),
  );
  const line = (row: readonly Cell[]): string =>
    row
      .map((cell, column) =>
        pad(cell, column === row.length - 1 ? 0 : (widths[column] ?? 0), style),
      )
      .join("  ")
      .trimEnd();
  const titles = head.every((title) => title === "")
    ? []
    : [line(head.map((text) => ({ text, tone: "dim" as const })))];
  return [...titles, ...cells.map(line)].join("\n");
}

function pad(cell: Cell, size: number, style: Style): string {
  const space = " ".repeat(Math.max(0, size - width(cell.text)));
  const text = style(cell.tone ?? "plain", cell.text);
  return cell.align === "right" ? space + text : text + space;
}

/** Code points: enough for names, versions, digests and paths. */
function width(text: string): number {
  return [...text].length;
}
