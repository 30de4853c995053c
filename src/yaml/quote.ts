import { readPlain } from "./scalar.ts";

const named: Readonly<Record<string, string>> = {
  "\0": "\\0",
  "\u0007": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\u001B": "\\e",
  '"': '\\"',
  "\\": "\\\\",
  "\u0085": "\\N",
  "\u2028": "\\L",
  "\u2029": "\\P",
  "\uFEFF": "\\uFEFF",
};

/**
 * What must be written as an escape: control characters, the line breaks that YAML 1.1 has besides, byte order marks,
 * non-characters and lone surrogates.
 */
const special = /[\p{Cc}\p{Cs}\u2028\u2029\uFEFF\uFFFE\uFFFF]/u;
const escaped = /["\\\p{Cc}\p{Cs}\u2028\u2029\uFEFF\uFFFE\uFFFF]/gu;

/** A double-quoted scalar; holds any text. */
export function doubleQuoted(text: string): string {
  const inside = text.replace(
    escaped,
    (character) => named[character] ?? numbered(character.charCodeAt(0)),
  );
  return `"${inside}"`;
}

function numbered(code: number): string {
  const hex = code.toString(16).toUpperCase();
  return code < 256 ? `\\x${hex.padStart(2, "0")}` : `\\u${hex.padStart(4, "0")}`;
}

/** A single-quoted scalar; for texts on one line without special characters. */
export function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** True where the text fits between quotes as it is, on one line. */
export function isOneLine(text: string): boolean {
  return !special.test(text);
}

/** The text as a scalar on one line: plain where it reads back as the same string, else quoted as Go does. */
export function quoted(text: string): string {
  if (special.test(text)) return doubleQuoted(text);
  if (readPlain(text) !== text || isLookalike(text)) return doubleQuoted(text);
  return isPlainSafe(text) ? text : singleQuoted(text);
}

/** True where the text reads back the same as a plain scalar of a block collection. */
function isPlainSafe(text: string): boolean {
  if (text.startsWith(" ") || text.endsWith(" ")) return false;
  if (/^(?:---|\.\.\.)|^[-?:](?: |$)|^[,[\]{}#&*!|>'"%@`]/u.test(text)) return false;
  return !/: |:$| #/u.test(text);
}

/** Texts that some reader takes for a base-60 number, a date, a merge key or a default. */
function isLookalike(text: string): boolean {
  return /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$|^\d{4}-\d{1,2}-\d{1,2}|^<<$|^=$/u.test(
    text,
  );
}

/** True for a text of several lines that a literal block holds without escapes. */
export function canBeLiteral(text: string): boolean {
  if (!text.includes("\n") || special.test(text.replaceAll("\n", ""))) return false;
  return !/ \n| $|^[ \n]|^\n*$/u.test(text);
}

/** A literal block: header and lines, each line indented. */
export function literal(text: string, indent: string): string {
  const trailing = /\n*$/u.exec(text)?.[0].length ?? 0;
  const chomping = ["-", ""][trailing] ?? "+";
  const body = trailing === 0 ? text : text.slice(0, -1);
  const lines = body.split("\n").map((line) => (line === "" ? "" : indent + line));
  return [`|${chomping}`, ...lines].join("\n");
}
