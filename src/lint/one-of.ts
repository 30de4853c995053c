import { nearest } from "../model/nearest.ts";
import type { ScalarNode, YamlNode } from "../model/yaml-node.ts";
import { scalarText } from "../yaml/index.ts";

/** What is wrong with a text that must be one of a few, with the nearest of them; undefined where nothing is. */
export function notOneOf(
  node: YamlNode | undefined,
  allowed: readonly string[],
): { readonly node: ScalarNode; readonly message: string } | undefined {
  const text = scalarText(node);
  if (node?.kind !== "scalar" || text === undefined || allowed.includes(text)) return undefined;
  const near = nearest(text, allowed);
  const advice = near === undefined ? "" : `; did you mean ${near}?`;
  return { node, message: `${JSON.stringify(text)} is none of ${allowed.join(", ")}${advice}` };
}
