import type { MappingPair, ScalarNode, YamlNode } from "../model/yaml-node.ts";
import type { TextEdit } from "../yaml/index.ts";

/**
 * The edit that writes lines below a node, after the comment at its end: for nodes in block style. Undefined where the
 * node does not end in a scalar of one line, so that its end is not certain.
 */
export function linesBelow(
  text: string,
  node: YamlNode,
  lines: readonly string[],
): TextEdit | undefined {
  const last = lastScalar(node);
  if (last === undefined || last.end < node.start) return undefined;
  if (last.style === "literal" || last.style === "folded") return undefined;
  const feed = text.indexOf("\n", last.end);
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const written = lines.join(lineEnd);
  if (feed === -1) return { start: text.length, end: text.length, text: lineEnd + written };
  return { start: feed + 1, end: feed + 1, text: written + lineEnd };
}

/** The white space in front of a key in block style; undefined where something else stands there. */
export function indentOf(text: string, { key }: MappingPair): string | undefined {
  const line = text.slice(text.lastIndexOf("\n", key.start - 1) + 1, key.start);
  return /^ *$/u.test(line) ? line : undefined;
}

/** What is written last within a node; undefined where that is an empty collection, or nothing. */
function lastScalar(node: YamlNode): ScalarNode | undefined {
  let last: YamlNode | undefined = node;
  while (last !== undefined && last.kind !== "scalar") {
    if (last.flow) return undefined;
    last = last.kind === "sequence" ? last.items.at(-1) : last.pairs.at(-1)?.value;
  }
  return last;
}
