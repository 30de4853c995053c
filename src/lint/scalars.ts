import { pointerTo } from "../model/pointer.ts";
import type { Unit } from "../model/workspace.ts";
import type { ScalarNode, YamlNode } from "../model/yaml-node.ts";
import { nodeAt } from "../yaml/index.ts";

/** Which of a unit's files a scalar stands in. */
export type ScalarFile = "manifest" | "chart" | "values";

export interface PlacedScalar {
  readonly node: ScalarNode;
  readonly pointer: string;
  readonly isKey: boolean;
  readonly file: ScalarFile;
  /** The document's root. */
  readonly root: YamlNode;
}

/** Every scalar of blueprint.yaml, Chart.yaml and values.yaml, keys too; one that aliases repeat is given once. */
export function* scalarsOf({ blueprint, chart }: Unit): Iterable<PlacedScalar> {
  const documents = [
    ["manifest", blueprint?.document.root],
    ["chart", chart?.document.root],
    ["values", chart?.values?.root],
  ] as const;
  for (const [file, root] of documents) {
    if (root === undefined) continue;
    const seen = new Set<YamlNode>();
    for (const one of walk(root, "", seen)) yield { ...one, file, root };
  }
}

type Placed = Pick<PlacedScalar, "node" | "pointer" | "isKey">;

function* walk(node: YamlNode, pointer: string, seen: Set<YamlNode>): Iterable<Placed> {
  if (seen.has(node)) return;
  seen.add(node);
  if (node.kind === "scalar") yield { node, pointer, isKey: false };
  else if (node.kind === "sequence") {
    for (const [index, item] of node.items.entries())
      yield* walk(item, pointerTo(pointer, index), seen);
  } else {
    for (const { key, name, value } of node.pairs) {
      const place = pointerTo(pointer, name);
      if (!seen.has(key)) yield { node: key, pointer: place, isKey: true };
      seen.add(key);
      yield* walk(value, place, seen);
    }
  }
}

/** The value beside a scalar: the member of that name of what holds it. */
export function sibling({ root, pointer }: PlacedScalar, name: string): YamlNode | undefined {
  return nodeAt(root, pointerTo(parentOf(pointer), name));
}

export function parentOf(pointer: string): string {
  return pointer.slice(0, Math.max(pointer.lastIndexOf("/"), 0));
}
