/** Replaces the text from `start` to `end` (UTF-16 code units, end exclusive). */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies edits to a text and leaves every other character alone. Edits at the same place are applied in the order
 * given.
 * @throws RangeError where two edits overlap or one lies outside the text: a bug of the caller
 */
export function splice(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let position = 0;
  for (const { start, end, text: replacement } of sorted) {
    if (start < position || end < start || end > text.length)
      throw new RangeError(`the edit from ${start} to ${end} overlaps another or leaves the text`);
    result += text.slice(position, start) + replacement;
    position = end;
  }
  return result + text.slice(position);
}
