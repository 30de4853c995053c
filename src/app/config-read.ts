import { BpError } from "../model/error.ts";
import { nearest } from "../model/nearest.ts";
import type { MappingNode, YamlNode } from "../model/yaml-node.ts";

/** The pairs of a mapping by name. @throws BpError CONFIG where it is none, or holds a key that is not known */
export function membersOf(
  node: YamlNode,
  name: string,
  known: readonly string[],
): ReadonlyMap<string, YamlNode> {
  if (node.kind !== "mapping") throw wrong(node, `${name} must hold ${known.join(", ")}`);
  assertKnown(node, known);
  return new Map(node.pairs.map((pair) => [pair.name, pair.value]));
}

/** @throws BpError CONFIG where the node is no text, or an empty one */
export function textOf(node: YamlNode, name: string): string {
  if (node.kind === "scalar" && typeof node.value === "string" && node.value !== "")
    return node.value;
  throw wrong(node, `${name} must be a text`);
}

/** @throws BpError CONFIG at the first key that is none of the known ones */
export function assertKnown({ pairs }: MappingNode, known: readonly string[]): void {
  const stray = pairs.find(({ name }) => !known.includes(name));
  if (stray === undefined) return;
  const near = nearest(stray.name, known);
  const help = near === undefined ? `known are ${known.join(", ")}` : `did you mean ${near}?`;
  throw wrong(stray.key, `unknown key ${stray.name}; ${help}`);
}

export function wrong(node: YamlNode, what: string): BpError {
  const { file, line, column } = node.at;
  return new BpError("CONFIG", `${file}:${line}:${column}: ${what}`);
}
