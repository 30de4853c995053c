import type { Kit, KitFile, KitObject } from "../model/kit.ts";
import type { Location } from "../model/location.ts";
import { startOf } from "../model/location.ts";
import type { MappingNode, ScalarNode, SequenceNode, YamlNode } from "../model/yaml-node.ts";
import { pointerTo } from "../yaml/index.ts";
import { matchTemplate } from "./match-template.ts";

/** Where a kit departs from its template. */
export interface Difference {
  /** In the kit, except for a file that it lacks: then the kit's kustomization or folder. */
  readonly at: Location;
  readonly pointer: string;
  readonly message: string;
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
    else compareFiles(pass, file, wanted);
  }
  for (const { path, name } of files.values()) {
    const message = `the template has no ${name}`;
    pass.differences.push({ at: startOf(path), pointer: "", message });
  }
  return pass;
}

function tellMissing(
  { differences }: Pass,
  { kustomization, folder }: Kit,
  { path }: KitFile,
): void {
  const at = kustomization?.document.root?.at ?? startOf(folder);
  differences.push({ at, pointer: "", message: `${path} of the template is missing here` });
}

function compareFiles(pass: Pass, file: KitFile, template: KitFile): void {
  const left = new Map(file.objects.map((object) => [keyOf(object), object]));
  for (const wanted of template.objects) {
    const object = left.get(keyOf(wanted));
    left.delete(keyOf(wanted));
    if (object !== undefined) compareNodes(pass, object.root, wanted.root, "");
    else {
      const message = `the template's ${wanted.kind} ${wanted.name} is missing here`;
      pass.differences.push({ at: startOf(file.path), pointer: "", message });
    }
  }
  for (const { kind, name, at } of left.values())
    pass.differences.push({
      at,
      pointer: "/metadata/name",
      message: `the template has no ${kind} ${name}`,
    });
}

function keyOf({ apiVersion, kind, name }: KitObject): string {
  return JSON.stringify([apiVersion.split("/")[0], kind, name]);
}

function compareNodes(pass: Pass, node: YamlNode, template: YamlNode, pointer: string): void {
  if (node.kind === "mapping" && template.kind === "mapping")
    compareMappings(pass, node, template, pointer);
  else if (node.kind === "sequence" && template.kind === "sequence")
    compareSequences(pass, node, template, pointer);
  else if (node.kind === "scalar" && template.kind === "scalar")
    compareScalars(pass, node, template, pointer);
  else {
    const message = `the template has a ${template.kind} here, not a ${node.kind}`;
    pass.differences.push({ at: node.at, pointer, message });
  }
}

function compareMappings(
  pass: Pass,
  node: MappingNode,
  template: MappingNode,
  pointer: string,
): void {
  const left = new Map(node.pairs.map((pair) => [pair.name, pair]));
  for (const { name, value } of template.pairs) {
    const found = left.get(name);
    left.delete(name);
    const inner = pointer + pointerTo(name);
    if (found !== undefined) compareNodes(pass, found.value, value, inner);
    else pass.differences.push({ at: node.at, pointer, message: `the template has ${inner} too` });
  }
  for (const { name, key } of left.values()) {
    const inner = pointer + pointerTo(name);
    pass.differences.push({ at: key.at, pointer: inner, message: `the template has no ${inner}` });
  }
}

function compareSequences(
  pass: Pass,
  node: SequenceNode,
  template: SequenceNode,
  pointer: string,
): void {
  const [held, wanted] = [node.items.length, template.items.length];
  if (held !== wanted) {
    const message = `the template has ${wanted} items here, not ${held}`;
    pass.differences.push({ at: node.at, pointer, message });
    return;
  }
  for (const [index, item] of node.items.entries()) {
    const other = template.items[index];
    if (other !== undefined) compareNodes(pass, item, other, pointer + pointerTo(index));
  }
}

function compareScalars(pass: Pass, node: ScalarNode, template: ScalarNode, pointer: string): void {
  if (node.value === template.value) return;
  const { text: wanted } = template;
  if (wanted.includes("${") && matchTemplate(wanted, node.text, pass.bound)) return;
  const message = `the template has ${shown(wanted)} here, not ${shown(node.text)}`;
  pass.differences.push({ at: node.at, pointer, message });
}

function shown(text: string): string {
  const [line = ""] = text.split("\n");
  return JSON.stringify(
    line.length < text.length || line.length > 60 ? `${line.slice(0, 57)}...` : line,
  );
}
