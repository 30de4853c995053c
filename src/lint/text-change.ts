import type { Fix } from "../model/change.ts";
import { LineTable } from "../yaml/index.ts";
import type { TextEdit } from "../yaml/index.ts";

/** A fix of one file, whose text tells the places of its edits. */
export function fixOf(
  description: string,
  { file, text }: { readonly file: string; readonly text: string },
  edits: readonly TextEdit[],
): Fix {
  const lines = new LineTable(text, file);
  const changes = edits.map(({ start, end, text: replacement }) => ({
    ...lines.locate(start, end),
    start,
    end,
    text: replacement,
  }));
  return { description, changes };
}

/** The lines that the range touches, the end of the last one too: what goes when they are taken out. */
export function wholeLines(
  text: string,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } {
  const first = start === 0 ? 0 : text.lastIndexOf("\n", start - 1) + 1;
  const last = text.indexOf("\n", Math.max(end - 1, 0));
  return { start: first, end: last === -1 ? text.length : last + 1 };
}
