import type { YamlNode } from "../../model/yaml-node.ts";
import { entry } from "../../yaml/index.ts";
import type { Block } from "./blocks.ts";
import { around } from "./blocks.ts";
import type { Template } from "./template.ts";
import { wordsOf } from "./words.ts";

/**
 * Whether what stands at the offset is certainly in a default render: around it are only `if` and `with` that ask
 * for values which are set by default. What a helper, the cluster or a loop decides is not certain.
 */
export function rendersByDefault(
  { blocks }: Template,
  offset: number,
  values: YamlNode | undefined,
): boolean {
  return around(blocks, offset).every((block) => isOpen(block, values));
}

function isOpen({ keyword, conditions }: Block, values: YamlNode | undefined): boolean {
  const [condition = "", ...others] = conditions;
  if ((keyword !== "if" && keyword !== "with") || others.length > 0) return false;
  const paths = valuePaths(condition);
  return paths !== undefined && paths.length > 0 && paths.every((path) => isSet(values, path));
}

/** The `.Values` paths of `if .Values.a.b` and `if and .Values.a .Values.b`; undefined for any other condition. */
function valuePaths(condition: string): readonly (readonly string[])[] | undefined {
  const paths: string[][] = [];
  let end = -1;
  for (const { kind, text, start } of wordsOf(condition)) {
    const joined = start === end;
    end = start + text.length;
    if (kind === "field" && joined) paths.at(-1)?.push(text.slice(1));
    else if (kind === "field") paths.push([text.slice(1)]);
    else if (kind === "variable" && text === "$") paths.push([]);
    else if (!["if", "with", "and", "(", ")"].includes(text)) return undefined;
  }
  return paths.every(([first]) => first === "Values") ? paths : undefined;
}

function isSet(values: YamlNode | undefined, [, ...steps]: readonly string[]): boolean {
  let node = values;
  for (const step of steps) node = entry(node, step);
  return node !== undefined && !isEmpty(node);
}

/** What Go's templates call empty. */
function isEmpty(node: YamlNode): boolean {
  if (node.kind === "mapping") return node.pairs.length === 0;
  if (node.kind === "sequence") return node.items.length === 0;
  return [null, false, 0, 0n, ""].includes(node.value);
}
