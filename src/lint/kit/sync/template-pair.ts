import type { Carry } from "../../../kit/index.ts";
import type { MappingPair } from "../../../model/yaml-node.ts";
import type { TextEdit } from "../../../yaml/index.ts";
import { isWithin } from "../../edit.ts";
import { indentOf, linesBelow } from "../../insert.ts";
import { wholeLines } from "../../text-change.ts";
import { filled, shifted } from "./template-text.ts";

type Bound = ReadonlyMap<string, string>;

type Added = Extract<Carry, { kind: "add" }>;

/** Writes the template's key, with the comment above it, below the key that it follows there. */
export function added(carry: Added, bound: Bound): TextEdit | undefined {
  const { into, from, pair, within } = carry;
  const lines = into.flow ? undefined : linesOf(carry, bound);
  if (lines === undefined) return undefined;
  const at = from.pairs.indexOf(pair);
  const before = new Set(from.pairs.slice(0, at).map(({ name }) => name));
  const after = new Set(from.pairs.slice(at).map(({ name }) => name));
  const above = into.pairs.findLast(({ name }) => before.has(name));
  const below = into.pairs.find(({ name }) => after.has(name));
  const { text } = within.file;
  if (above === undefined && below !== undefined) return linesAbove(below, text, lines);
  const follows = above ?? into.pairs.at(-1);
  const isSafe = follows !== undefined && isWithin(follows.value, into);
  return isSafe ? linesBelow(text, follows.value, lines) : undefined;
}

/** The template's lines of the key, indented as the kit's mapping is. */
function linesOf(
  { into, pair, within: { file, template } }: Added,
  bound: Bound,
): readonly string[] | undefined {
  const [first] = into.pairs;
  const indent = first && indentOf(file.text, first);
  const theirs = indentOf(template.text, pair);
  if (indent === undefined || theirs === undefined) return undefined;
  const { start, end } = wholeLines(template.text, pair.key.start, endOf(pair, template.text));
  const written = template.text.slice(commentAbove(template.text, start), end).trimEnd();
  const text = filled(written, bound, template.variables);
  return text?.split("\n").map((line) => shifted(line, indent.length - theirs.length));
}

function linesAbove({ key }: MappingPair, text: string, lines: readonly string[]): TextEdit {
  const start = text.lastIndexOf("\n", key.start) + 1;
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  return { start, end: start, text: lines.map((line) => line + lineEnd).join("") };
}

/** Takes out a key that has its lines to itself, where no comment goes with it. */
export function dropped({
  from,
  pair,
  file,
}: Extract<Carry, { kind: "drop" }>): TextEdit | undefined {
  const { text } = file;
  const end = endOf(pair, text);
  const isAlone = indentOf(text, pair) !== undefined && from.pairs.length > 1;
  if (from.flow || !isAlone || !isWithin(pair.value, from)) return undefined;
  const lines = wholeLines(text, pair.key.start, end);
  return text.slice(lines.start, lines.end).includes("#") ? undefined : { ...lines, text: "" };
}

function endOf({ key, value }: Extract<Carry, { kind: "drop" }>["pair"], text: string): number {
  const end = Math.max(value.end, key.end);
  return key.start + text.slice(key.start, end).trimEnd().length;
}

function commentAbove(text: string, start: number): number {
  let from = start;
  while (from > 0) {
    const line = text.lastIndexOf("\n", from - 2) + 1;
    if (!/^\s*#/u.test(text.slice(line, from))) return from;
    from = line;
  }
  return from;
}
