import type { SequenceNode, YamlNode } from "../model/yaml-node.ts";
import type { TextEdit } from "../yaml/index.ts";
import { isWithin } from "./edit.ts";
import { linesBelow } from "./insert.ts";
import { wholeLines } from "./text-change.ts";

/** An item as a list holds it: the fields of a mapping, or one scalar, each as YAML that needs no quotes more. */
export type NewItem = { readonly fields: readonly string[] } | { readonly scalar: string };

/** What becomes of a list. */
export interface ListChange {
  readonly drop?: (item: YamlNode, index: number) => boolean;
  readonly add?: readonly NewItem[];
}

/**
 * The edits that drop items and add others at the end, as the list is written; every kept item stays as it is. Undefined
 * where an edit could harm, or where a list in blocks would be left with none.
 */
export function editList(
  list: SequenceNode,
  text: string,
  change: ListChange,
): readonly TextEdit[] | undefined {
  if (list.items.some((item) => !isWithin(item, list))) return undefined;
  return list.flow ? inFlow(list, text, change) : inBlock(list, text, change);
}

function inFlow(
  { items, start }: SequenceNode,
  text: string,
  { drop = () => false, add = [] }: ListChange,
): readonly TextEdit[] | undefined {
  const kept = items.filter((item, index) => !drop(item, index));
  const [first, last, lastKept] = [items[0], items.at(-1), kept.at(-1)];
  const edits = items.flatMap((item, index) => {
    const next = items[index + 1];
    const inFront = lastKept !== undefined && item.end <= lastKept.start;
    return kept.includes(item) || !inFront || next === undefined
      ? []
      : [{ start: item.start, end: next.start, text: "" }];
  });
  const from = lastKept?.end ?? first?.start ?? start + 1;
  const written = add.map((item) => flowItem(item)).join(", ");
  if (written !== "")
    edits.push({ start: from, end: from, text: lastKept === undefined ? written : `, ${written}` });
  if (last !== undefined && last.end > from) edits.push({ start: from, end: last.end, text: "" });
  const isSafe = edits.every((edit) => !text.slice(edit.start, edit.end).includes("#"));
  return isSafe ? edits : undefined;
}

function flowItem(item: NewItem): string {
  return "scalar" in item ? item.scalar : `{${item.fields.join(", ")}}`;
}

function inBlock(
  list: SequenceNode,
  text: string,
  { drop = () => false, add = [] }: ListChange,
): readonly TextEdit[] | undefined {
  const last = list.items.at(-1);
  const indent = last && dashIndent(last, text);
  if (last === undefined || indent === undefined) return undefined;
  const dropped = list.items.filter((item, index) => drop(item, index));
  if (dropped.length === list.items.length && add.length === 0) return undefined;
  const edits = dropped.map((item) => droppedLines(item, text));
  if (add.length > 0) {
    const lines = add.flatMap((item) => itemLines(indent, item));
    edits.push(linesBelow(text, last, lines));
  }
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

/** The lines of an item in block style. */
export function itemLines(indent: string, item: NewItem): readonly string[] {
  const [first = "", ...rest] = "scalar" in item ? [item.scalar] : item.fields;
  return [`${indent}- ${first}`, ...rest.map((line) => `${indent}  ${line}`)];
}

/** The white space in front of an item's dash; undefined where something else stands there. */
export function dashIndent({ start }: YamlNode, text: string): string | undefined {
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return /^(?<indent> *)-[ \t]+$/u.exec(line)?.groups?.["indent"];
}

/** Only where the item has its lines to itself, and nothing in it is lost but itself. */
function droppedLines(item: YamlNode, text: string): TextEdit | undefined {
  if (dashIndent(item, text) === undefined) return undefined;
  const written = text.slice(item.start, item.end).trimEnd();
  if (written.includes("#") || written.includes("&")) return undefined;
  return { ...wholeLines(text, item.start, item.start + written.length), text: "" };
}
