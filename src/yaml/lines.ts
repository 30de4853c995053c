import type { Location } from "../model/location.ts";

/** Turns offsets of one text into lines and columns. A byte order mark takes no column. */
export class LineTable {
  readonly #file: string;
  readonly #starts: readonly number[];
  #line = 0;

  constructor(text: string, file: string) {
    this.#file = file;
    this.#starts = lineStarts(text);
  }

  /** The place from `start` to `end`, both offsets in UTF-16 code units. */
  locate(start: number, end: number): Location {
    const line = this.#seek(start);
    const column = this.#column(line, start);
    const endLine = end === start ? line : this.#seek(end);
    return {
      file: this.#file,
      line: line + 1,
      column,
      endLine: endLine + 1,
      endColumn: this.#column(endLine, end),
    };
  }

  #column(line: number, offset: number): number {
    return Math.max(offset - (this.#starts[line] ?? 0), 0) + 1;
  }

  /** Callers ask for neighbouring places, so the last answer is the best place to start from. */
  #seek(offset: number): number {
    let line = this.#line;
    while (line > 0 && (this.#starts[line] ?? 0) > offset) line -= 1;
    while ((this.#starts[line + 1] ?? Infinity) <= offset) line += 1;
    this.#line = line;
    return line;
  }
}

function lineStarts(text: string): number[] {
  const starts = [text.startsWith("\uFEFF") ? 1 : 0];
  if (text.includes("\r")) {
    for (const match of text.matchAll(/\r\n?|\n/gu)) starts.push(match.index + match[0].length);
    return starts;
  }
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
