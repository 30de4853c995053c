import type { Blueprint } from "../model/blueprint.ts";
import type { Fix } from "../model/change.ts";
import type { ScalarNode, SequenceNode, YamlNode } from "../model/yaml-node.ts";
import { nodeAt } from "../yaml/index.ts";
import { isWithin } from "./edit.ts";
import { fixOf } from "./text-change.ts";

/**
 * Puts the key before a dependency's bare name, whose quotes stay. Undefined for an item with an anchor, and for one
 * from elsewhere.
 */
export function asObject(item: YamlNode, blueprint: Blueprint): Fix | undefined {
  const list = nodeAt(blueprint.document.root, "/spec/depends");
  if (list?.kind !== "sequence" || !isPlainItem(item, list, blueprint.text)) return undefined;
  const { start, end } = item;
  const edits = list.flow
    ? [
        { start, end: start, text: "{blueprint: " },
        { start: end, end, text: "}" },
      ]
    : [{ start, end: start, text: "blueprint: " }];
  return fixOf("write the dependency as an object", blueprint, edits);
}

function isPlainItem(item: YamlNode, list: SequenceNode, text: string): item is ScalarNode {
  if (item.kind !== "scalar" || item.tag !== undefined || !isWithin(item, list)) return false;
  const before = text.slice(0, item.start);
  const kept = before.trimEnd();
  const isFirst = list.flow
    ? /[[,]$/u.test(kept.slice(-1))
    : /^-[ \t]+$/u.test(before.slice(kept.length - 1));
  return isFirst && item.at.line === item.at.endLine;
}
