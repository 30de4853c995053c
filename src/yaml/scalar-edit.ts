import type { ScalarNode } from "../model/yaml-node.ts";
import { doubleQuoted, isOneLine, quoted, singleQuoted } from "./quote.ts";
import type { TextEdit } from "./splice.ts";

/**
 * The edit that makes a scalar the given string. Quotes stay what they were where they can hold the text; a plain
 * scalar stays plain where the text still reads as a string, in a flow collection too.
 */
export function scalarEdit(node: ScalarNode, text: string): TextEdit {
  const { start, end } = node;
  const written = inStyle(node, text);
  return { start, end, text: start === end ? ` ${written}` : written };
}

function inStyle(node: ScalarNode, text: string): string {
  if (node.style === "double") return doubleQuoted(text);
  const apart = node.style === "single" || /[,[\]{}]/u.test(text);
  return apart && isOneLine(text) ? singleQuoted(text) : quoted(text);
}
