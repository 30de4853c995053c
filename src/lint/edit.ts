import type { TextChange } from "../model/change.ts";
import type { ScalarNode, YamlNode } from "../model/yaml-node.ts";
import { scalarEdit } from "../yaml/index.ts";

/** A node's own text, quotes included, becomes another. */
export function replaceNode({ at, start, end }: YamlNode, text: string): TextChange {
  return { ...at, start, end, text };
}

/** A scalar, a key too, becomes the given string; its quotes stay where they can hold it. */
export function writeScalar(node: ScalarNode, value: string): TextChange {
  const { start, end, text } = scalarEdit(node, value);
  return { ...node.at, start, end, text };
}

/**
 * True where the node is written inside the other. What an alias or a merge key brought stands elsewhere, where an edit
 * would change more than it should.
 */
export function isWithin(node: YamlNode, parent: YamlNode): boolean {
  return node.start >= parent.start && node.end <= parent.end;
}
