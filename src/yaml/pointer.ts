import type { Location } from "../model/location.ts";
import type { YamlNode } from "../model/yaml-node.ts";
import { entry, pair } from "./read.ts";

/** The steps of a JSON pointer (RFC 6901). */
export function pointerSteps(pointer: string): readonly string[] {
  if (pointer === "") return [];
  const steps = pointer.slice(1).split("/");
  if (!pointer.includes("~")) return steps;
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The JSON pointer (RFC 6901) of these steps. */
export function pointerTo(...steps: readonly (string | number)[]): string {
  return steps
    .map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}

/** The node at a JSON pointer, undefined where the document has none. */
export function nodeAt(root: YamlNode | undefined, pointer: string): YamlNode | undefined {
  let node = root;
  for (const step of pointerSteps(pointer)) {
    if (node === undefined) return undefined;
    node = child(node, step);
  }
  return node;
}

/** The place at a JSON pointer: the node's own, or that of its nearest ancestor that is there. */
export function locationOf(root: YamlNode, pointer: string): Location {
  let node = root;
  for (const step of pointerSteps(pointer)) {
    const next = child(node, step);
    if (next === undefined) break;
    node = next;
  }
  return node.at;
}

/** The place of the key that the pointer ends in; for an item of a sequence, or where nothing is there, locationOf. */
export function keyAt(root: YamlNode, pointer: string): Location {
  const steps = pointerSteps(pointer);
  const parent = nodeAt(root, pointerTo(...steps.slice(0, -1)));
  return pair(parent, steps.at(-1) ?? "")?.key.at ?? locationOf(root, pointer);
}

function child(node: YamlNode, step: string): YamlNode | undefined {
  if (node.kind === "sequence")
    return /^(?:0|[1-9]\d*)$/u.test(step) ? node.items[Number(step)] : undefined;
  return entry(node, step);
}
