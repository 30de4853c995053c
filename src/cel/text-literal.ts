import { CompileFault } from "./fault.ts";

const simple: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "?": "?",
  '"': '"',
  "'": "'",
  "`": "`",
};

/** An escape: its letter, or the digits of a code point. */
const escape =
  /\\(?:[xX]([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-3][0-7]{2})|([^]))/gu;

/** What a text in quotes stands for. @throws CompileFault for an escape that there is not */
export function textLiteral(literal: string): string {
  if (/^r/iu.test(literal)) return inner(literal.slice(1));
  return unescaped(inner(literal), codePoint).join("");
}

/** Bytes in quotes: escapes of one byte each, all else in UTF-8. @throws CompileFault for an escape that there is not */
export function bytesLiteral(literal: string): Uint8Array {
  if (/^r/iu.test(literal)) return new Uint8Array(Buffer.from(inner(literal.slice(1))));
  const parts = unescaped(inner(literal), (match) => Buffer.from([byteOf(match)]));
  return new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as string))));
}

/** The text between escapes, and what each that is no simple letter is made into. */
function unescaped<T>(text: string, make: (match: RegExpExecArray) => T): readonly (string | T)[] {
  const parts: (string | T)[] = [];
  let end = 0;
  for (const match of text.matchAll(escape)) {
    const letter = match[5];
    parts.push(text.slice(end, match.index), letter === undefined ? make(match) : letterOf(letter));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)];
}

function codePoint([, hex, short, long, octal]: RegExpExecArray): string {
  const code =
    octal === undefined
      ? Number.parseInt(hex ?? short ?? long ?? "", 16)
      : Number.parseInt(octal, 8);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    throw new CompileFault("it does not parse: an escape of no code point");
  return String.fromCodePoint(code);
}

function byteOf([, hex, short, long, octal]: RegExpExecArray): number {
  if (short !== undefined || long !== undefined)
    throw new CompileFault("it does not parse: bytes take no escapes of code points");
  return octal === undefined ? Number.parseInt(hex ?? "", 16) : Number.parseInt(octal, 8);
}

function letterOf(letter: string): string {
  const found = simple[letter];
  if (found === undefined)
    throw new CompileFault(`it does not parse: there is no escape \\${letter}`);
  return found;
}

/** Without the quotes. */
function inner(literal: string): string {
  const width = /^(?:"""|''')/u.test(literal) && literal.length >= 6 ? 3 : 1;
  return literal.slice(width, -width);
}
