import type { Block } from "./block.ts";
import { drawFindings } from "./findings.ts";
import type { Style } from "./style.ts";
import { drawTable } from "./table.ts";

/** A report for a person, blocks apart by an empty line. Empty tables and lists of findings are left out. */
export function pretty(blocks: readonly Block[], style: Style): string {
  const drawn = blocks.map((block) => draw(block, style)).filter((text) => text !== "");
  return drawn.length === 0 ? "" : `${drawn.join("\n\n")}\n`;
}

function draw(block: Block, style: Style): string {
  switch (block.kind) {
    case "table":
      return block.rows.length === 0 ? "" : drawTable(block.head, block.rows, style);
    case "findings":
      return drawFindings(block.findings, style, block.source);
    case "line":
      return style(block.tone ?? "plain", block.text);
    case "raw":
      // A diff's empty lines begin with a space, which belongs to it.
      return block.text.replace(/\n+$/u, "");
  }
}
