import type { GraphNode } from "../../graph.ts";
import { greatest } from "./extremes.ts";
import { measure } from "./measures.ts";
import { shortened, widthOf } from "./text.ts";

/** What is written in a node's box. */
export interface Label {
  readonly slot: string;
  readonly name: string;
  readonly version: string;
  /** Where the name begins, from the box's left side: the same in all boxes. */
  readonly indent: number;
  /** What the box must be wide at least. */
  readonly width: number;
}

/** Writes the labels of a graph's nodes; a name without a node is one too. */
export function labeller(
  nodes: readonly GraphNode[],
): (name: string, node: GraphNode | undefined) => Label {
  const { pad, small, mostLetters, mostVersion } = measure;
  const slots = nodes.map(({ slot = "" }) => widthOf(slot, small));
  const widest = greatest(slots, 0);
  const indent = pad + (widest === 0 ? 0 : widest + 8);
  return (name, node) => {
    const written = shortened(name, mostLetters);
    const version = shortened(node?.version ?? "", mostVersion);
    const after = version === "" ? 0 : widthOf(version, small) + 10;
    const width = Math.ceil(indent + widthOf(written, measure.name) + after + pad + 3);
    return { slot: node?.slot ?? "", name: written, version, indent, width };
  };
}
