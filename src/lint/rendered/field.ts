/** A key of a text, its actions blanked. */
interface KeyLine {
  readonly key: string;
  /** Column of the key, so that what is below it stands further right. */
  readonly column: number;
  /** Offset of the key, quotes included. */
  readonly start: number;
  readonly end: number;
  /** Columns of the dashes before it. */
  readonly dashes: readonly number[];
}

const line = /^([ ]*)((?:-[ ]+)*)(["']?)([\w./-]+)\3:(?=[ \t\r]|$)/gmu;

/**
 * The key in the text that wrote the field at these steps, or the last one on the way there that can be found: what a
 * helper writes stands elsewhere. Undefined where not even the first is there.
 */
export function fieldKey(
  text: string,
  steps: readonly string[],
): { readonly start: number; readonly end: number } | undefined {
  let range = keyLines(text);
  let column = -1;
  let found: KeyLine | undefined;
  for (const step of steps) {
    if (/^\d+$/u.test(step)) {
      range = itemOf(range, Number(step));
      continue;
    }
    const at = childOf(range, step, column);
    const next = range[at];
    if (next === undefined) break;
    found = next;
    column = next.column;
    range = below(range.slice(at + 1), column);
  }
  return found === undefined ? undefined : { start: found.start, end: found.end };
}

function keyLines(text: string): readonly KeyLine[] {
  return [...text.matchAll(line)].map((match) => {
    const [, spaces = "", dashes = "", quote = "", key = ""] = match;
    const column = spaces.length + dashes.length;
    const start = match.index + column;
    const columns = [...dashes.matchAll(/-/gu)].map((dash) => spaces.length + dash.index);
    return { key, column, start, end: start + key.length + 2 * quote.length, dashes: columns };
  });
}

/** Of several the least indented one: a deeper one belongs to something between. */
function childOf(range: readonly KeyLine[], key: string, column: number): number {
  let best = -1;
  for (const [index, one] of range.entries()) {
    if (one.key !== key || one.column <= column) continue;
    if (best === -1 || one.column < (range[best]?.column ?? 0)) best = index;
  }
  return best;
}

/** Up to the first key that stands no further right. */
function below(range: readonly KeyLine[], column: number): readonly KeyLine[] {
  const end = range.findIndex(
    (one) => (one.dashes[0] ?? one.column) < column || isBeside(one, column),
  );
  return end === -1 ? range : range.slice(0, end);
}

/** A list may stand as far left as its key, so a dash there is still below it. */
function isBeside({ column: own, dashes }: KeyLine, column: number): boolean {
  return dashes.length === 0 && own <= column;
}

/** The keys of the item of that number; all where the text does not write the items one by one. */
function itemOf(range: readonly KeyLine[], number: number): readonly KeyLine[] {
  const dash = Math.min(...range.flatMap(({ dashes }) => dashes.slice(0, 1)));
  const starts = range.flatMap(({ dashes }, index) => (dashes.includes(dash) ? [index] : []));
  const start = starts[number];
  return start === undefined ? range : range.slice(start, starts[number + 1]);
}
