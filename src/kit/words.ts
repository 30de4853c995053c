import type { KitObject, KitPlaceholder, KitVariable } from "../model/kit.ts";
import type { ScalarNode, YamlNode } from "../model/yaml-node.ts";
import { LineTable, nodeAt, scalarText } from "../yaml/index.ts";

interface Words {
  readonly variables: readonly KitVariable[];
  readonly placeholders: readonly KitPlaceholder[];
}

/** `$${NAME}` is text; `${NAME}` alone has no value of its own (drone/envsubst, which Flux uses). */
const variable = /\$(?<escape>\$)?\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<rest>[^}]*)\}/gu;
const placeholder = /(?<![A-Za-z0-9_])[A-Za-z0-9_]*_PLACEHOLDER(?![A-Za-z0-9_])/gu;
const fallback = /^:?[-=]/u;

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
  for (const { groups = {}, index, 0: whole } of written.matchAll(variable)) {
    const { name = "", rest = "", escape } = groups;
    if (escape !== undefined) continue;
    const at = lines.locate(start + index, start + index + whole.length);
    yield { name, hasDefault: fallback.test(rest), at };
  }
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

function isLeftAlone(root: YamlNode): boolean {
  const mark = "kustomize.toolkit.fluxcd.io~1substitute";
  return ["annotations", "labels"].some(
    (where) => scalarText(nodeAt(root, `/metadata/${where}/${mark}`)) === "disabled",
  );
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
