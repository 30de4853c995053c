import type { Kit, KitFile, KitObject } from "../model/kit.ts";
import type { Location } from "../model/location.ts";
import { startOf } from "../model/location.ts";
import type {
  MappingNode,
  MappingPair,
  ScalarNode,
  SequenceNode,
  YamlNode,
} from "../model/yaml-node.ts";
import { pointerTo } from "../yaml/index.ts";
import { matchTemplate } from "./match-template.ts";
import { textAt } from "./object.ts";

/** Where a kit departs from its template. */
export interface Difference {
  /** In the kit, except for a file that it lacks: then the kit's kustomization or folder. */
  readonly at: Location;
  readonly pointer: string;
  readonly message: string;
  /** How it is carried over. */
  readonly carry: Carry;
}

/** What a kit takes from its template, or has besides; offsets are those of the texts that hold the nodes. */
export type Carry =
  | { readonly kind: "text"; readonly here: Span; readonly there: Span }
  | {
      readonly kind: "add";
      readonly into: MappingNode;
      /** The template's mapping, which has the pair. */
      readonly from: MappingNode;
      readonly pair: MappingPair;
      readonly within: Both;
    }
  | {
      readonly kind: "drop";
      readonly from: MappingNode;
      readonly pair: MappingPair;
      readonly file: KitFile;
    }
  | { readonly kind: "object"; readonly object: KitObject; readonly within: Both }
  | { readonly kind: "file"; readonly template: KitFile }
  /** The kit has more than the template, as a whole: a person must decide. */
  | { readonly kind: "more" };

export interface Span {
  readonly file: KitFile;
  readonly start: number;
  readonly end: number;
}

/** A file of the kit, and the template's. */
export interface Both {
  readonly file: KitFile;
  readonly template: KitFile;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** What the template's variables stand for in the kit. */
  readonly bound: ReadonlyMap<string, string>;
}

interface Pass {
  readonly bound: Map<string, string>;
  readonly differences: Difference[];
}

type Within = Pass &
  Both & {
    /** Where the keys of the nodes end, where they are values of mappings. */
    readonly keys?: { readonly here: number; readonly there: number } | undefined;
  };

/**
 * Compares a kit with the template that it was copied from, values alone: a `${NAME}` of the template may stand for
 * any text, the same one throughout. Comments, order of keys and style count for nothing.
 */
export function compareKits(kit: Kit, template: Kit): Comparison {
  const pass: Pass = { bound: new Map(), differences: [] };
  const files = new Map(kit.files.map((file) => [file.name, file]));
  for (const wanted of template.files) {
    const file = files.get(wanted.name);
    files.delete(wanted.name);
    if (file === undefined) tellMissing(pass, kit, wanted);
    else compareFiles({ ...pass, file, template: wanted });
  }
  for (const { path, name } of files.values()) {
    const message = `the template has no ${name}`;
    pass.differences.push({ at: startOf(path), pointer: "", message, carry: { kind: "more" } });
  }
  return pass;
}

function tellMissing(
  { differences }: Pass,
  { kustomization, folder }: Kit,
  template: KitFile,
): void {
  const at = kustomization?.document.root?.at ?? startOf(folder);
  const message = `${template.path} of the template is missing here`;
  differences.push({ at, pointer: "", message, carry: { kind: "file", template } });
}

/** Objects with a variable in their names come last, when most of what it stands for is known. */
function compareFiles(pass: Within): void {
  const { file, template } = pass;
  const left = new Map(file.objects.map((object) => [keyOf(object), object]));
  const ordered = [...template.objects].sort((a, b) => Number(isNamed(b)) - Number(isNamed(a)));
  for (const wanted of ordered) {
    const object = isNamed(wanted)
      ? left.get(keyOf(wanted))
      : [...left.values()].find((one) => mayBe(one, wanted, pass.bound));
    if (object !== undefined) {
      left.delete(keyOf(object));
      compareNodes(pass, object.root, wanted.root, "");
      continue;
    }
    const message = `the template's ${wanted.kind} ${wanted.name} is missing here`;
    const carry = { kind: "object", object: wanted, within: pass } as const;
    pass.differences.push({ at: startOf(file.path), pointer: "", message, carry });
  }
  for (const { kind, name, at } of left.values())
    pass.differences.push({
      at,
      pointer: "/metadata/name",
      message: `the template has no ${kind} ${name}`,
      carry: { kind: "more" },
    });
}

function isNamed({ root }: KitObject): boolean {
  return !nameIn(root).includes("${");
}

function mayBe(
  object: KitObject,
  template: KitObject,
  bound: ReadonlyMap<string, string>,
): boolean {
  const isKind = kindOf(object) === kindOf(template);
  return isKind && matchTemplate(nameIn(template.root), nameIn(object.root), new Map(bound));
}

function keyOf(object: KitObject): string {
  return JSON.stringify([kindOf(object), object.name]);
}

function kindOf({ apiVersion, kind }: KitObject): string {
  return `${apiVersion.split("/")[0] ?? ""}/${kind}`;
}

/** As it is written. */
function nameIn(root: YamlNode): string {
  return textAt(root, "/metadata/name");
}

function compareNodes(pass: Within, node: YamlNode, template: YamlNode, pointer: string): void {
  if (node.kind === "mapping" && template.kind === "mapping")
    compareMappings(pass, node, template, pointer);
  else if (node.kind === "sequence" && template.kind === "sequence")
    compareSequences(pass, node, template, pointer);
  else if (node.kind === "scalar" && template.kind === "scalar")
    compareScalars(pass, node, template, pointer);
  else {
    const message = `the template has a ${template.kind} here, not a ${node.kind}`;
    pass.differences.push({ at: node.at, pointer, message, carry: wholeOf(pass, node, template) });
  }
}

function compareMappings(
  pass: Within,
  node: MappingNode,
  template: MappingNode,
  pointer: string,
): void {
  const left = new Map(node.pairs.map((pair) => [pair.name, pair]));
  for (const pair of template.pairs) {
    const found = left.get(pair.name);
    left.delete(pair.name);
    const inner = pointer + pointerTo(pair.name);
    if (found !== undefined) {
      const keys = { here: found.key.end, there: pair.key.end };
      compareNodes({ ...pass, keys }, found.value, pair.value, inner);
      continue;
    }
    const carry = { kind: "add", into: node, from: template, pair, within: pass } as const;
    const message = `the template has ${inner} too`;
    pass.differences.push({ at: node.at, pointer, message, carry });
  }
  for (const pair of left.values()) {
    const inner = pointer + pointerTo(pair.name);
    const carry = { kind: "drop", from: node, pair, file: pass.file } as const;
    const message = `the template has no ${inner}`;
    pass.differences.push({ at: pair.key.at, pointer: inner, message, carry });
  }
}

function compareSequences(
  pass: Within,
  node: SequenceNode,
  template: SequenceNode,
  pointer: string,
): void {
  const [held, wanted] = [node.items.length, template.items.length];
  if (held !== wanted) {
    const message = `the template has ${wanted} items here, not ${held}`;
    pass.differences.push({ at: node.at, pointer, message, carry: wholeOf(pass, node, template) });
    return;
  }
  for (const [index, item] of node.items.entries()) {
    const other = template.items[index];
    const inner = { ...pass, keys: undefined };
    if (other !== undefined) compareNodes(inner, item, other, pointer + pointerTo(index));
  }
}

function compareScalars(
  pass: Within,
  node: ScalarNode,
  template: ScalarNode,
  pointer: string,
): void {
  if (node.value === template.value) return;
  const { text: wanted } = template;
  if (wanted.includes("${") && matchTemplate(wanted, node.text, pass.bound)) return;
  const message = `the template has ${shown(wanted)} here, not ${shown(node.text)}`;
  pass.differences.push({ at: node.at, pointer, message, carry: wholeOf(pass, node, template) });
}

/** A value with all that stands behind its key, since a collection may begin on a line of its own. */
function wholeOf(
  { file, template: source, keys }: Within,
  node: YamlNode,
  template: YamlNode,
): Carry {
  const isPlain = node.kind === "scalar" && template.kind === "scalar";
  const start = isPlain || keys === undefined ? undefined : keys;
  return {
    kind: "text",
    here: { file, start: start?.here ?? node.start, end: node.end },
    there: { file: source, start: start?.there ?? template.start, end: template.end },
  };
}

function shown(text: string): string {
  const [line = ""] = text.split("\n");
  return JSON.stringify(
    line.length < text.length || line.length > 60 ? `${line.slice(0, 57)}...` : line,
  );
}
