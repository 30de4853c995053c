import type { KitObject, KitPlaceholder, KitVariable } from "../model/kit.ts";
import type { ScalarNode, YamlNode } from "../model/yaml-node.ts";
import { LineTable } from "../yaml/index.ts";
import { expressionsIn, hasDefault } from "./envsubst/expression.ts";
import { parseParts } from "./envsubst/parse.ts";
import { isLeftAlone } from "./object.ts";

export interface Words {
  readonly variables: readonly KitVariable[];
  readonly placeholders: readonly KitPlaceholder[];
}

const placeholder = /(?<![A-Za-z0-9_])[A-Za-z0-9_]*_PLACEHOLDER(?![A-Za-z0-9_])/gu;

/**
 * The variables and placeholders of a file's objects, in source order, comments left out. An object that tells Flux not
 * to substitute has no variables.
 */
export function wordsOf(objects: readonly KitObject[], text: string, file: string): Words {
  const variables: KitVariable[] = [];
  const placeholders: KitPlaceholder[] = [];
  if (!text.includes("${") && !text.includes("_PLACEHOLDER")) return { variables, placeholders };
  const lines = new LineTable(text, file);
  const seen = new Set<number>();
  for (const { root } of objects) {
    const substituted = !isLeftAlone(root);
    for (const { start, end } of scalarsOf(root)) {
      if (seen.has(start)) continue;
      seen.add(start);
      const written = text.slice(start, end);
      if (substituted) variables.push(...variablesIn(written, start, lines));
      placeholders.push(...placeholdersIn(written, start, lines));
    }
  }
  return { variables, placeholders };
}

function* variablesIn(written: string, start: number, lines: LineTable): Iterable<KitVariable> {
  if (!written.includes("${")) return;
  const { parts, refusedAt } = parseParts(written);
  for (const expression of expressionsIn(parts)) {
    const at = lines.locate(start + expression.start, start + expression.end);
    yield { name: expression.name, hasDefault: hasDefault(expression), refused: false, at };
  }
  if (refusedAt === undefined) return;
  const [whole] = /^.{2}[^}\n]*\}?/u.exec(written.slice(refusedAt)) ?? [""];
  const from = start + refusedAt;
  const at = lines.locate(from, from + whole.length);
  yield { name: whole, hasDefault: false, refused: true, at };
}

function* placeholdersIn(
  written: string,
  offset: number,
  lines: LineTable,
): Iterable<KitPlaceholder> {
  for (const { index, 0: word } of written.matchAll(placeholder)) {
    const start = offset + index;
    const end = start + word.length;
    yield { word, start, end, at: lines.locate(start, end) };
  }
}

/** Every scalar of a node, keys too, in source order. */
export function* scalarsOf(root: YamlNode): Iterable<ScalarNode> {
  const open: YamlNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === "scalar") yield node;
    else if (node.kind === "sequence") open.push(...node.items.toReversed());
    else open.push(...node.pairs.toReversed().flatMap(({ key, value }) => [value, key]));
  }
}
