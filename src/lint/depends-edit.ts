import type { Blueprint } from "../model/blueprint.ts";
import type { Fix } from "../model/change.ts";
import { parseVersion } from "../model/version.ts";
import type { MappingPair, SequenceNode, YamlNode } from "../model/yaml-node.ts";
import type { TextEdit } from "../yaml/index.ts";
import { entry, nodeAt, pair } from "../yaml/index.ts";
import { isWithin } from "./edit.ts";
import { indentOf, linesBelow } from "./insert.ts";
import { fixOf, wholeLines } from "./text-change.ts";

/**
 * Adds an item to `spec.depends`, with a range of the tree's version where every other item has one. Undefined where
 * the list is written in a way that an edit could harm.
 */
export function addDependency(
  blueprint: Blueprint,
  name: string,
  version: string,
): Fix | undefined {
  const { document, text } = blueprint;
  const list = pair(nodeAt(document.root, "/spec"), "depends");
  const fields = [`blueprint: ${name}`, ...rangeLike(list?.value, version)];
  const edit = list === undefined ? newList(blueprint, fields) : addedTo(list, fields, text);
  return edit && fixOf(`depend on ${name}`, blueprint, [edit]);
}

function rangeLike(list: YamlNode | undefined, version: string): readonly string[] {
  const items = list?.kind === "sequence" ? list.items : [];
  const ranged = items.length > 0 && items.every((item) => entry(item, "version") !== undefined);
  const parsed = parseVersion(version);
  if (!ranged || parsed === undefined || parsed.prerelease) return [];
  return [`version: ^${version.split(".").slice(0, 2).join(".")}`];
}

function newList({ document, text }: Blueprint, fields: readonly string[]): TextEdit | undefined {
  const spec = nodeAt(document.root, "/spec");
  const first = spec?.kind === "mapping" && !spec.flow ? spec.pairs[0] : undefined;
  const indent = first && indentOf(text, first);
  if (spec === undefined || indent === undefined) return undefined;
  const lines = ["depends:", ...itemLines("  ", fields)];
  return linesBelow(
    text,
    spec,
    lines.map((line) => indent + line),
  );
}

function addedTo(
  { value: list }: MappingPair,
  fields: readonly string[],
  text: string,
): TextEdit | undefined {
  if (list.kind !== "sequence") return undefined;
  const last = list.items.at(-1);
  if (list.flow) {
    const at = last?.end ?? list.start + 1;
    if (last !== undefined && !isWithin(last, list)) return undefined;
    return { start: at, end: at, text: `${last === undefined ? "" : ", "}{${fields.join(", ")}}` };
  }
  const indent = last && isWithin(last, list) ? dashIndent(last, text) : undefined;
  return indent === undefined ? undefined : linesBelow(text, list, itemLines(indent, fields));
}

function itemLines(indent: string, [first = "", ...rest]: readonly string[]): readonly string[] {
  return [`${indent}- ${first}`, ...rest.map((line) => `${indent}  ${line}`)];
}

function dashIndent({ start }: YamlNode, text: string): string | undefined {
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return /^(?<indent> *)-[ \t]+$/u.exec(line)?.groups?.["indent"];
}

/** Takes an item out of `spec.depends`, and the comment at its line's end; the last item leaves an empty list. */
export function dropDependency(blueprint: Blueprint, index: number): Fix | undefined {
  const { text } = blueprint;
  const list = nodeAt(blueprint.document.root, "/spec/depends");
  const item = list?.kind === "sequence" ? list.items[index] : undefined;
  if (list?.kind !== "sequence" || item === undefined || !isWithin(item, list)) return undefined;
  const edit = list.flow ? inFlow(list, item, index) : inBlock(list, item, text);
  return edit && fixOf(`depend no more on what others bring`, blueprint, [edit]);
}

function inFlow({ items }: SequenceNode, { start, end }: YamlNode, index: number): TextEdit {
  const [before, after] = [items[index - 1], items[index + 1]];
  if (after !== undefined) return { start, end: after.start, text: "" };
  return { start: before?.end ?? start, end, text: "" };
}

/** Only where the item has its lines to itself, and is not alone. */
function inBlock({ items }: SequenceNode, item: YamlNode, text: string): TextEdit | undefined {
  if (items.length === 1 || dashIndent(item, text) === undefined) return undefined;
  const written = text.slice(item.start, item.end).trimEnd();
  if (written.includes("#") || written.includes("&")) return undefined;
  return { ...wholeLines(text, item.start, item.start + written.length), text: "" };
}
