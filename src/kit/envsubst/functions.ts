import { matchesPattern } from "./pattern.ts";

type Operation = (value: string, operands: readonly string[]) => string;

/** What each operator makes of a value (fluxcd/pkg/envsubst/funcs.go). Positions and lengths are in bytes of UTF-8. */
const operations: Readonly<Record<string, Operation>> = {
  len: (value) => String(bytesOf(value).length),
  ",": (value) => first(value, (letter) => letter.toLowerCase()),
  ",,": (value) => value.toLowerCase(),
  "^": (value) => first(value, (letter) => letter.toUpperCase()),
  "^^": (value) => value.toUpperCase(),
  ":": (value, operands) => span(value, operands),
  "/": (value, [pattern = "", text = ""]) => value.replace(pattern, () => text),
  "//": (value, [pattern = "", text = ""]) => value.replaceAll(pattern, () => text),
  "/#": (value, [pattern = "", text]) =>
    text !== undefined && value.startsWith(pattern) ? text + value.slice(pattern.length) : value,
  "/%": (value, [pattern = "", text]) =>
    text !== undefined && value.endsWith(pattern)
      ? value.slice(0, value.length - pattern.length) + text
      : value,
  "#": (value, [pattern = ""]) => value.slice(prefix(value, pattern, "shortest")),
  "##": (value, [pattern = ""]) => value.slice(prefix(value, pattern, "longest")),
  "%": (value, [pattern = ""]) => withoutEnd(value, pattern, "shortest"),
  "%%": (value, [pattern = ""]) => withoutEnd(value, pattern, "longest"),
};

/** The value as the operator has it; those that stand in for a missing value change none. */
export function operate(operator: string, value: string, operands: readonly string[]): string {
  const operation = Object.hasOwn(operations, operator) ? operations[operator] : undefined;
  if (operation !== undefined) return operation(value, operands);
  return value === "" ? operands.join("") : value;
}

function first(value: string, change: (letter: string) => string): string {
  const [letter = ""] = value;
  return change(letter) + value.slice(letter.length);
}

function span(value: string, [from = "", count]: readonly string[]): string {
  const bytes = bytesOf(value);
  if (!isInteger(from) || (count !== undefined && !isInteger(count))) return value;
  const position = Number(from);
  const start = position < 0 ? Math.max(bytes.length + position, 0) : position;
  const length = count === undefined ? bytes.length : Number(count);
  const end = length < 0 ? bytes.length + length : start + length;
  return new TextDecoder().decode(bytes.subarray(start, Math.max(end, start)));
}

function isInteger(text: string): boolean {
  return /^[-+]?\d+$/u.test(text);
}

function bytesOf(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

/** How much of the value's beginning the pattern takes, at least one character; 0 where it takes none. */
function prefix(value: string, pattern: string, which: "shortest" | "longest"): number {
  const lengths = Array.from({ length: value.length }, (_, index) => index + 1);
  const tried = which === "shortest" ? lengths : lengths.toReversed();
  return tried.find((length) => matchesPattern(pattern, value.slice(0, length))) ?? 0;
}

/** Flux turns value and pattern round, and so does this. */
function withoutEnd(value: string, pattern: string, which: "shortest" | "longest"): string {
  const turned = reversed(value);
  return reversed(turned.slice(prefix(turned, reversed(pattern), which)));
}

function reversed(text: string): string {
  return [...text].toReversed().join("");
}
