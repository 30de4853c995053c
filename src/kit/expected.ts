import type { ExpectedGraph, ExpectedSlot, GeneratedDepends } from "../model/kit.ts";
import type { MappingNode, YamlNode } from "../model/yaml-node.ts";
import { coercedText, entry, items, nodeAt, scalarText } from "../yaml/index.ts";
import type { KitText } from "./kit-file.ts";
import { textAt } from "./object.ts";
import { slotNumber } from "./slots.ts";

/** The names of the files that a kit, its parent or scripts/ may hold. */
export const expectedFile = "expected-bootstrap-deps.yaml";
export const generatedFile = "blueprint-deps.generated.json";

/** Reads an expected graph: rows without a name are passed over. Undefined where there is no list of slots. */
export function readExpected({ path, text, documents }: KitText): ExpectedGraph | undefined {
  const list = entry(documents[0]?.root, "slots");
  if (list?.kind !== "sequence") return undefined;
  return { file: path, text, list, slots: list.items.flatMap((item) => rowOf(item) ?? []) };
}

function rowOf(item: YamlNode): ExpectedSlot | undefined {
  const name = entry(item, "name");
  const text = coercedText(name) ?? "";
  if (name === undefined || text === "") return undefined;
  const written = textAt(item, "/slot");
  return {
    slot: slotNumber(written) ?? written,
    name: text,
    dependsOn: items(entry(item, "depends_on")).flatMap((one) => {
      const on = scalarText(one);
      return on === undefined ? [] : [{ name: on, at: one.at }];
    }),
    wave: textAt(item, "/wave"),
    at: name.at,
    node: item,
  };
}

/** Reads generated dependencies: lists of names by name, at the root or under one of a few keys. */
export function readGenerated({ path, text, documents }: KitText): GeneratedDepends | undefined {
  const [document] = documents;
  const root = document?.root;
  if (document === undefined || root === undefined) return undefined;
  const map = ["", "/deps", "/dependencies", "/depends", "/blueprints"]
    .map((pointer) => nodeAt(root, pointer))
    .find((node): node is MappingNode => node !== undefined && holdsLists(node));
  if (map === undefined) return undefined;
  const entries = map.pairs.flatMap(({ name, key, value }) =>
    value.kind === "sequence" ? { name, on: textsOf(value), at: key.at } : [],
  );
  return { file: path, text, map, at: document.at, entries };
}

function holdsLists(node: YamlNode): boolean {
  return node.kind === "mapping" && node.pairs.some(({ value }) => value.kind === "sequence");
}

function textsOf(node: YamlNode | undefined): string[] {
  return items(node).flatMap((item) => scalarText(item) ?? []);
}
