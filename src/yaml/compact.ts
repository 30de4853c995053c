import type { ScalarNode, YamlNode } from "../model/yaml-node.ts";
import type { ParsedYaml } from "./parse.ts";

/**
 * A parsed text as numbers: one node after another, each before what it holds.
 *
 * A scalar takes four: its code, start, end, and where its text stands in `strings` (-1: it is what stands in the source
 * from start to end). A collection takes five: its code, start, end, how many nodes it holds (a pair counts as two), and
 * how many numbers it takes with all that it holds. The code is the kind in its two lowest bits (0 scalar, 1 sequence,
 * 2 mapping), then one bit for flow style, then a scalar's style.
 */
export interface CompactYaml {
  readonly numbers: Int32Array;
  readonly strings: readonly string[];
  /** Three for each document: where its root starts in `numbers` (-1: it has none), and line and column of its place. */
  readonly documents: readonly number[];
}

export const scalarStyles: readonly ScalarNode["style"][] = [
  "plain",
  "single",
  "double",
  "literal",
  "folded",
];

/** How many numbers a scalar and a collection take before what they hold. */
export const scalarWidth = 4;
export const collectionWidth = 5;

/**
 * The compact form; undefined for what has findings, or says more than the form can hold: tags, aliases and merge keys,
 * whose nodes stand in several places.
 */
export function compact(
  { documents, findings }: ParsedYaml,
  text: string,
): CompactYaml | undefined {
  if (findings.length > 0 || text.includes("<<")) return undefined;
  const writer = new Writer(text);
  const places: number[] = [];
  for (const { root, at } of documents) {
    places.push(root === undefined ? -1 : writer.numbers.length, at.line, at.column);
    if (root !== undefined) writer.node(root);
  }
  if (!writer.faithful) return undefined;
  const { numbers, strings } = writer;
  return { numbers: Int32Array.from(numbers), strings, documents: places };
}

/** The tree is as deep as the parser lets it be, so that recursion ends. */
class Writer {
  readonly numbers: number[] = [];
  readonly strings: string[] = [];
  faithful = true;
  readonly #source: string;
  readonly #seen = new Set<YamlNode>();

  constructor(source: string) {
    this.#source = source;
  }

  node(node: YamlNode): void {
    if (this.#seen.has(node)) this.faithful = false;
    if (!this.faithful) return;
    this.#seen.add(node);
    if (node.kind === "scalar") this.#scalar(node);
    else this.#collection(node);
  }

  #scalar({ start, end, text, style, tag }: ScalarNode): void {
    if (tag !== undefined) this.faithful = false;
    const code = scalarStyles.indexOf(style) << 3;
    const written = style === "plain" && this.#source.slice(start, end) === text;
    this.numbers.push(code, start, end, written ? -1 : this.strings.push(text) - 1);
  }

  #collection(node: Exclude<YamlNode, ScalarNode>): void {
    const held =
      node.kind === "sequence" ? node.items : node.pairs.flatMap(({ key, value }) => [key, value]);
    const code = (node.kind === "sequence" ? 1 : 2) | (node.flow ? 4 : 0);
    const at = this.numbers.push(code, node.start, node.end, held.length, 0) - 1;
    for (const one of held) this.node(one);
    this.numbers[at] = this.numbers.length - at - 1 + collectionWidth;
  }
}
