import type { MappingPair, ScalarValue, YamlNode } from "../model/yaml-node.ts";
import { goFloat } from "./go-float.ts";
import { isFloat } from "./number.ts";

/** The pair of that name, undefined where the node is no mapping or has none. */
export function pair(node: YamlNode | undefined, name: string): MappingPair | undefined {
  return node?.kind === "mapping" ? node.pairs.find((pair) => pair.name === name) : undefined;
}

/** The value of that name, undefined where the node is no mapping or has none. */
export function entry(node: YamlNode | undefined, name: string): YamlNode | undefined {
  return pair(node, name)?.value;
}

/** The items of a sequence; none for anything else. */
export function items(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === "sequence" ? node.items : [];
}

/** A string, undefined for every other value. */
export function scalarText(node: YamlNode | undefined): string | undefined {
  const value = scalarValue(node);
  return typeof value === "string" ? value : undefined;
}

/**
 * What a reader with a string field makes of the node: numbers and booleans become text (`1.10` is "1.1"), null is
 * empty; undefined for mappings and sequences.
 */
export function coercedText(node: YamlNode | undefined): string | undefined {
  if (node?.kind !== "scalar") return undefined;
  const { value, text } = node;
  if (typeof value === "string") return value;
  if (value === null) return "";
  return typeof value === "number" && isFloat(value, text) ? goFloat(value, 64) : String(value);
}

/** A boolean, undefined for every other value. */
export function scalarBoolean(node: YamlNode | undefined): boolean | undefined {
  const value = scalarValue(node);
  return typeof value === "boolean" ? value : undefined;
}

/** A scalar's value, undefined for mappings and sequences. */
export function scalarValue(node: YamlNode | undefined): ScalarValue | undefined {
  return node?.kind === "scalar" ? node.value : undefined;
}
