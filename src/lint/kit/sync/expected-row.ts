import type { ExpectedGraph, ExpectedSlot } from "../../../model/kit.ts";
import type { Location } from "../../../model/location.ts";
import { compareSlots } from "../../../model/slot.ts";
import type { YamlNode } from "../../../model/yaml-node.ts";
import { entry, pair } from "../../../yaml/index.ts";
import type { TextEdit } from "../../../yaml/index.ts";
import { isWithin } from "../../edit.ts";
import { indentOf, linesBelow } from "../../insert.ts";
import { dashIndent, editList, itemLines } from "../../list-edit.ts";
import { nameScalar } from "./change.ts";

/** A release as the row of an expected graph has it. */
export interface RowOf {
  readonly name: string;
  readonly slot: string | undefined;
  readonly dependsOn: readonly string[];
  readonly at: Location;
}

/** The edits that make a row what the release is; undefined where one could harm. */
export function changedRow(
  { text }: ExpectedGraph,
  row: ExpectedSlot,
  wanted: RowOf,
): readonly TextEdit[] | undefined {
  const edits = [
    scalar(row, "name", row.name === wanted.name ? undefined : nameScalar(wanted.name)),
    scalar(row, "slot", slotOf(row, wanted)),
    targets(row, text, wanted),
  ];
  return edits.every((edit) => edit !== undefined) ? edits.flat() : undefined;
}

function slotOf(row: ExpectedSlot, { slot }: RowOf): string | undefined {
  return row.slot === "" || slot === undefined || slot === row.slot ? undefined : slot;
}

/** Writes one scalar of the row; nothing to do where there is no text. */
function scalar(
  { node }: ExpectedSlot,
  key: string,
  text: string | undefined,
): readonly TextEdit[] | undefined {
  const value = entry(node, key);
  if (text === undefined) return [];
  if (value?.kind !== "scalar" || !isWithin(value, node)) return undefined;
  return [{ start: value.start, end: value.end, text }];
}

function targets(
  row: ExpectedSlot,
  text: string,
  { dependsOn }: RowOf,
): readonly TextEdit[] | undefined {
  const known = new Set(row.dependsOn.map(({ name }) => name));
  const added = dependsOn.filter((name) => !known.has(name)).map((name) => nameScalar(name));
  if (!added.every((name) => name !== undefined)) return undefined;
  const add = added.map((name) => ({ scalar: name }));
  const drop = (item: YamlNode): boolean =>
    item.kind === "scalar" && !dependsOn.includes(item.text);
  const list = pair(row.node, "depends_on");
  if (list?.value.kind === "sequence") {
    const { value } = list;
    const edits = editList(value, text, { drop, add });
    const isEmptied = add.length === 0 && value.items.every((item) => drop(item));
    return edits ?? (isEmptied ? emptied(value, text) : undefined);
  }
  if (list !== undefined || add.length === 0) return list === undefined ? [] : undefined;
  return withList(row, text, `depends_on: [${added.join(", ")}]`);
}

/** A list in blocks that loses all its items becomes an empty one behind its key. */
function emptied(list: YamlNode, text: string): readonly TextEdit[] | undefined {
  const end = list.start + text.slice(list.start, list.end).trimEnd().length;
  const key = text.lastIndexOf(":", list.start);
  const isPlain = /^:\s*$/u.test(text.slice(key, list.start));
  if (!isPlain || text.slice(list.start, end).includes("#")) return undefined;
  return [{ start: key + 1, end, text: " []" }];
}

function withList(
  { node }: ExpectedSlot,
  text: string,
  line: string,
): readonly TextEdit[] | undefined {
  const name = pair(node, "name");
  if (node.kind !== "mapping" || name === undefined || !isWithin(name.value, node))
    return undefined;
  const { end } = name.value;
  if (node.flow) return [{ start: end, end, text: `, ${line}` }];
  const indent = indentOf(text, name) ?? " ".repeat(name.key.at.column - 1);
  const edit = linesBelow(text, name.value, [indent + line]);
  return edit && [edit];
}

/** The edits that add rows, each below the last of a smaller slot, written as the rows that are there. */
export function newRows(
  { list, text, slots }: ExpectedGraph,
  fresh: readonly RowOf[],
): readonly TextEdit[] | undefined {
  const rows = fresh.map((row) => fieldsOf(row, slots));
  if (!rows.every((row) => row !== undefined)) return undefined;
  const [first] = list.items;
  if (list.flow || first === undefined)
    return first === undefined && list.flow && list.items.length === 0
      ? emptyList(list, text, rows)
      : editList(list, text, { add: rows });
  const edits = rows.map((row, index) => {
    const earlier = slots.findLast(
      ({ slot }) => slot !== "" && compareSlots(slot, fresh[index]?.slot ?? "") < 0,
    );
    return below(earlier?.node ?? list.items.at(-1) ?? first, text, row.fields);
  });
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

function below(node: YamlNode, text: string, fields: readonly string[]): TextEdit | undefined {
  const indent = dashIndent(node, text);
  if (indent === undefined) return undefined;
  const isFlow = node.kind === "mapping" && node.flow;
  const lines = isFlow ? [`${indent}- {${fields.join(", ")}}`] : itemLines(indent, { fields });
  return linesBelow(text, node, lines);
}

function emptyList(
  list: ExpectedGraph["list"],
  text: string,
  rows: readonly { readonly fields: readonly string[] }[],
): readonly TextEdit[] {
  const key = text.lastIndexOf(":", list.start);
  const lines = rows.flatMap((row) => itemLines("  ", row));
  return [{ start: key + 1, end: list.end, text: `\n${lines.join("\n")}` }];
}

function fieldsOf(
  { name, slot, dependsOn }: RowOf,
  rows: readonly ExpectedSlot[],
): { readonly fields: readonly string[] } | undefined {
  const names = [name, ...dependsOn].map((one) => nameScalar(one));
  if (!names.every((one) => one !== undefined)) return undefined;
  const [own = "", ...on] = names;
  const hasWaves = rows.length === 0 || rows.some(({ wave }) => wave !== "");
  return {
    fields: [
      ...(slot === undefined ? [] : [`slot: ${slot}`]),
      `name: ${own}`,
      `depends_on: [${on.join(", ")}]`,
      ...(hasWaves ? ["wave: present"] : []),
    ],
  };
}
