import type { GraphEdge, GraphNode } from "../src/graph/index.ts";

export interface Shape {
  readonly name: string;
  /** The number of what a node of this number needs. */
  readonly target: (node: number, random: () => number) => number;
}

export const nodes = 100_000;
export const edges = 500_000;

const layers = 100;
const width = nodes / layers;

/** Any node needs any other; each needs one of the numbers below it; or one of the few layers below its own. */
export const shapes: readonly Shape[] = [
  { name: "random", target: (_, random) => Math.floor(random() * nodes) },
  { name: "random, acyclic", target: (node, random) => Math.floor(random() * node) },
  {
    name: "layered",
    target(node, random) {
      const below = Math.max(0, Math.floor(node / width) - 1 - Math.floor(random() * random() * 5));
      return below * width + Math.floor(random() * width);
    },
  },
];

/** The same numbers on every machine: a linear congruential generator, its high bits. */
function generator(): () => number {
  let state = 12_345;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 1) / 2 ** 31;
  };
}

export interface Lists {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The shape's nodes and edges, in no order. */
export function listsOf({ target }: Shape): Lists {
  const random = generator();
  const names = Array.from({ length: nodes }, (_, node) => `bp-n${node}`);
  const list: GraphEdge[] = [];
  for (let edge = 0; edge < edges; edge += 1) {
    const from = 1 + Math.floor(random() * (nodes - 1));
    list.push(edgeOf(names[from] ?? "", names[target(from, random)] ?? "", edge));
  }
  return { nodes: names.map((name) => nodeOf(name)), edges: list };
}

function nodeOf(name: string): GraphNode {
  return { name, version: "1.0.0", folder: "platform/n", file: "platform/n/blueprint.yaml" };
}

function edgeOf(from: string, to: string, edge: number): GraphEdge {
  const plain = { range: null, optional: false, alias: null, when: null } as const;
  const file = "platform/n/blueprint.yaml";
  return { from, to, ...plain, written: "object", file, line: 20 + (edge % 100) };
}
