import type { MappingPair, YamlNode } from "../model/yaml-node.ts";
import type { TextEdit } from "../yaml/index.ts";

/**
 * The edit that writes lines below a node, after the comment at its end: for nodes in block style. Undefined where the
 * node's end is not certain: nothing is written there, or a block that keeps its empty lines.
 */
export function linesBelow(
  text: string,
  node: YamlNode,
  lines: readonly string[],
): TextEdit | undefined {
  const last = lastWritten(node);
  if (last === undefined || last.end < node.start) return undefined;
  if (last.kind !== "scalar" || (last.style !== "literal" && last.style !== "folded"))
    return linesAfter(text, last.end, lines);
  const written = text.slice(last.start, last.end);
  const keeps = /^[|>][0-9]*\+/u.test(written);
  return keeps ? undefined : linesAfter(text, last.start + written.trimEnd().length, lines);
}

/** The edit that writes lines below the one in which the offset lies. */
export function linesAfter(text: string, offset: number, lines: readonly string[]): TextEdit {
  const feed = text.indexOf("\n", offset);
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

/** What is written last within a node: a scalar, or a collection in brackets. */
function lastWritten(node: YamlNode): YamlNode | undefined {
  let last: YamlNode | undefined = node;
  while (last !== undefined && last.kind !== "scalar" && !last.flow)
    last = last.kind === "sequence" ? last.items.at(-1) : last.pairs.at(-1)?.value;
  return last;
}
