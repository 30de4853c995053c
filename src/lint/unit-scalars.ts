import type { Unit } from "../model/workspace.ts";
import type { ScalarNode, YamlNode } from "../model/yaml-node.ts";
import { pointerTo } from "../yaml/index.ts";

/** A scalar of one of a unit's files, and where it stands. */
export interface PlacedScalar {
  readonly node: ScalarNode;
  readonly pointer: string;
  readonly isKey: boolean;
  readonly file: "manifest" | "chart" | "values";
  /** The document's root. */
  readonly root: YamlNode;
}

/** What is looked for in one document, and where the search stands. */
interface Search {
  readonly wanted: (node: ScalarNode) => boolean;
  readonly found: Pick<PlacedScalar, "node" | "pointer" | "isKey">[];
  /** What aliases bring again is looked at once. */
  readonly seen: Set<YamlNode>;
  readonly steps: (string | number)[];
}

/** The scalars of blueprint.yaml, Chart.yaml and values.yaml that are wanted, keys too. */
export function scalarsWhere(
  { blueprint, chart }: Unit,
  wanted: (node: ScalarNode) => boolean,
): readonly PlacedScalar[] {
  const documents = [
    ["manifest", blueprint?.document.root],
    ["chart", chart?.document.root],
    ["values", chart?.values?.root],
  ] as const;
  return documents.flatMap(([file, root]) => {
    if (root === undefined) return [];
    const search: Search = { wanted, found: [], seen: new Set(), steps: [] };
    visit(root, false, search);
    return search.found.map((one) => ({ ...one, file, root }));
  });
}

function visit(node: YamlNode, isKey: boolean, search: Search): void {
  if (node.kind === "scalar") {
    if (search.wanted(node)) take(node, isKey, search);
    return;
  }
  const { seen, steps } = search;
  if (seen.has(node)) return;
  seen.add(node);
  const depth = steps.length;
  if (node.kind === "sequence") {
    for (const [index, item] of node.items.entries()) {
      steps[depth] = index;
      visit(item, false, search);
    }
  } else {
    for (const { key, name, value } of node.pairs) {
      steps[depth] = name;
      visit(key, true, search);
      visit(value, false, search);
    }
  }
  steps.length = depth;
}

function take(node: ScalarNode, isKey: boolean, { found, seen, steps }: Search): void {
  if (seen.has(node)) return;
  seen.add(node);
  found.push({ node, pointer: pointerTo(...steps), isKey });
}

/** The pointer of what holds a value. */
export function parentOf(pointer: string): string {
  return pointer.slice(0, Math.max(pointer.lastIndexOf("/"), 0));
}
