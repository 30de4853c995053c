import type { YamlNode } from "../../model/yaml-node.ts";
import { coercedText, entry, pointerSteps, pointerTo } from "../../yaml/index.ts";

/** A step into an object: a key, an item by its number, or the item of a list with a field of that value. */
export type FieldStep =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "where"; readonly key: string; readonly value: string };

const step =
  /(?:^|\.)([^.[\]"]+)|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\[([\w./-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\]"]*))\]/uy;

/**
 * `spec.containers[name=app].ports[0]`, `metadata.labels["app.kubernetes.io/name"]`, or a JSON pointer; undefined where
 * the text is none of these.
 */
export function parseFieldPath(text: string): readonly FieldStep[] | undefined {
  if (text.startsWith("/"))
    return pointerSteps(text).map((one) =>
      /^\d+$/u.test(one) ? { kind: "index", index: Number(one) } : { kind: "key", key: one },
    );
  const steps: FieldStep[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (match === null) return undefined;
    const [, key, quoted, index, field, quotedValue, value = ""] = match;
    if (key !== undefined) steps.push({ kind: "key", key });
    else if (quoted !== undefined) steps.push({ kind: "key", key: unescape(quoted) });
    else if (index !== undefined) steps.push({ kind: "index", index: Number(index) });
    else if (field !== undefined) {
      const wanted = quotedValue === undefined ? value : unescape(quotedValue);
      steps.push({ kind: "where", key: field, value: wanted });
    }
  }
  return steps.length === 0 ? undefined : steps;
}

function unescape(text: string): string {
  return text.replaceAll(/\\(.)/gu, "$1");
}

/** How far the steps lead: the value where they lead to one, and the JSON pointer of the last that is there. */
export interface Followed {
  readonly node: YamlNode | undefined;
  readonly pointer: string;
}

export function follow(root: YamlNode, steps: readonly FieldStep[]): Followed {
  let node: YamlNode = root;
  let pointer = "";
  for (const one of steps) {
    const next = child(node, one);
    if (next === undefined) return { node: undefined, pointer };
    node = next.node;
    pointer += pointerTo(next.step);
  }
  return { node, pointer };
}

function child(
  node: YamlNode,
  one: FieldStep,
): { readonly node: YamlNode; readonly step: string | number } | undefined {
  if (one.kind === "key") {
    const found = entry(node, one.key);
    return found && { node: found, step: one.key };
  }
  if (node.kind !== "sequence") return numbered(node, one);
  const index = one.kind === "index" ? one.index : node.items.findIndex((item) => has(item, one));
  const item = node.items[index];
  return item && { node: item, step: index };
}

/** A mapping may have a number for a key. */
function numbered(node: YamlNode, one: FieldStep): ReturnType<typeof child> {
  if (one.kind !== "index") return undefined;
  const found = entry(node, String(one.index));
  return found && { node: found, step: one.index };
}

function has(
  item: YamlNode,
  { key, value }: { readonly key: string; readonly value: string },
): boolean {
  return coercedText(entry(item, key)) === value;
}
