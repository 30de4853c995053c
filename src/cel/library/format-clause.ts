/** A clause of a format string, as `%.2f`. */
export interface Clause {
  readonly letter: "s" | "d" | "f" | "e" | "b" | "x" | "X" | "o";
  /** Digits after the point; undefined where it does not say. */
  readonly precision: number | undefined;
}

const MOST_DIGITS = 100;

/** Text and clauses in turn; a text where the format string is not well formed: what is wrong. */
export function parseFormat(format: string): readonly (string | Clause)[] | { fault: string } {
  const parts: (string | Clause)[] = [];
  let at = 0;
  while (at < format.length) {
    const percent = format.indexOf("%", at);
    if (percent < 0) return [...parts, format.slice(at)];
    parts.push(format.slice(at, percent));
    const match = /^%(?:%|(?:\.(\d+))?(.))/su.exec(format.slice(percent));
    if (match === null) return { fault: "the format ends within a clause" };
    const [all, digits, letter] = match;
    at = percent + all.length;
    if (letter === undefined) parts.push("%");
    else if (!isLetter(letter)) return { fault: `unrecognized formatting clause "${letter}"` };
    else
      parts.push({
        letter,
        precision: digits === undefined ? undefined : Math.min(Number(digits), MOST_DIGITS),
      });
  }
  return parts;
}

function isLetter(letter: string): letter is Clause["letter"] {
  return letter.length === 1 && "sdfebxXo".includes(letter);
}

/** The types that each clause takes, by their runtime names; undefined: all that can be written. */
export const takes: Readonly<Record<Clause["letter"], readonly string[] | undefined>> = {
  s: undefined,
  d: ["int", "uint"],
  f: ["double", "string"],
  e: ["double", "string"],
  b: ["int", "uint", "bool"],
  x: ["int", "uint", "string", "bytes"],
  X: ["int", "uint", "string", "bytes"],
  o: ["int", "uint"],
};
