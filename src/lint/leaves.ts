import type { ScalarNode, YamlNode } from "../model/yaml-node.ts";
import { pointerTo } from "../yaml/index.ts";

/** A scalar of a document, and the keys and indexes that lead to it. */
export interface Leaf {
  readonly node: ScalarNode;
  readonly path: readonly string[];
}

const known = new WeakMap<YamlNode, readonly Leaf[]>();

/** Every scalar below a node, in the order of the text; walked once, however many rules ask. */
export function leavesOf(root: YamlNode | undefined): readonly Leaf[] {
  if (root === undefined) return [];
  const before = known.get(root);
  if (before !== undefined) return before;
  const leaves: Leaf[] = [];
  collect(root, [], leaves);
  known.set(root, leaves);
  return leaves;
}

function collect(node: YamlNode, path: readonly string[], leaves: Leaf[]): void {
  if (node.kind === "scalar") leaves.push({ node, path });
  if (node.kind === "mapping")
    for (const { name, value } of node.pairs) collect(value, [...path, name], leaves);
  if (node.kind === "sequence")
    for (const [index, item] of node.items.entries())
      collect(item, [...path, String(index)], leaves);
}

/** The last key on the way, whatever index comes after it; empty where there is none. */
export function lastKey(path: readonly string[]): string {
  return path.findLast((step) => !/^\d+$/u.test(step)) ?? "";
}

/** Where a leaf is, for a complaint. */
export function leafPlace({ node, path }: Leaf): {
  readonly at: ScalarNode["at"];
  readonly pointer: string;
} {
  return { at: node.at, pointer: pointerTo(...path) };
}
