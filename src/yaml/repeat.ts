import type { Fix } from "../model/change.ts";
import type { MappingPair, YamlNode } from "../model/yaml-node.ts";
import type { LineTable } from "./lines.ts";
import { toValue } from "./value.ts";

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Takes a pair out that says the same as the one of its name before it; undefined where it says something else, where
 * an anchor or a comment would go with it, or where it shares its lines with others.
 */
export function withoutRepeat(
  text: string,
  lines: LineTable,
  { before, repeat, flow }: { before: MappingPair; repeat: MappingPair; flow: boolean },
): Fix | undefined {
  const { key, name, value } = repeat;
  const isHere = value.start >= key.end;
  if (!isHere || !isEqual(before.value, value)) return undefined;
  const range = flow ? flowRange(text, repeat) : lineRange(text, repeat);
  if (range === undefined || /(?:^|\s)[#&]/u.test(text.slice(range.start, range.end)))
    return undefined;
  const { start, end } = range;
  const change = { ...lines.locate(start, end), start, end, text: "" };
  return { description: `take the second ${name.slice(0, 80)} out`, changes: [change] };
}

function isEqual(a: YamlNode, b: YamlNode): boolean {
  return canonical(toValue(a)) === canonical(toValue(b));
}

/** Texts and numbers stay apart, floats and integers of one value do not: JSON does not know them apart either. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === "bigint") return { integer: String(part) };
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** The lines of the pair, with their line breaks, where nothing else stands on them. */
function lineRange(text: string, { key, value }: MappingPair): Range | undefined {
  const indent = text.slice(lineStart(text, key.start), key.start);
  const rest = /^[ \t]*(?:\r\n|\r|\n|$)/u.exec(text.slice(value.end))?.[0];
  if (!/^[\uFEFF ]*$/u.test(indent) || rest === undefined) return undefined;
  return { start: key.start - indent.length, end: value.end + rest.length };
}

/** Looks at the line alone, since a text may repeat a key many times. */
function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== "\n" && text[start - 1] !== "\r") start -= 1;
  return start;
}

/** The pair and the comma before it, on one line. */
function flowRange(text: string, { key, value }: MappingPair): Range | undefined {
  let comma = key.start - 1;
  while (text[comma] === " " || text[comma] === "\t") comma -= 1;
  return text[comma] === "," ? { start: comma, end: value.end } : undefined;
}
