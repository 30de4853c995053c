/** A graph whose arrows cost something to leave out: arrow i leads from `from[i]` to `to[i]` and costs `weight[i]` > 0. */
export interface Weighted {
  /** Nodes are the numbers below it. */
  readonly size: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weight: Int32Array;
}

/** Arrows without which no circle is left. */
export interface FeedbackArcs {
  /** As numbers of arrows, ascending. */
  readonly arcs: readonly number[];
  /** What they cost together. */
  readonly weight: number;
  /** No choice costs less: equal to `weight` where this one is proven to be the cheapest. */
  readonly atLeast: number;
}

/** Arrows that may still be looked at. */
export interface Budget {
  left: number;
}

export const nothing: FeedbackArcs = { arcs: [], weight: 0, atLeast: 0 };

export function joined(parts: readonly FeedbackArcs[]): FeedbackArcs {
  return {
    arcs: parts.flatMap(({ arcs }) => arcs).toSorted((a, b) => a - b),
    weight: parts.reduce((sum, part) => sum + part.weight, 0),
    atLeast: parts.reduce((sum, part) => sum + part.atLeast, 0),
  };
}

/** The part of the graph that these arrows are, with what each node and each arrow was before. */
export interface Part {
  readonly graph: Weighted;
  readonly arcs: readonly number[];
}

/** These arrows with the nodes they touch, numbered anew in their order. */
export function partOf({ from, to, weight }: Weighted, arcs: readonly number[]): Part {
  const nodes = new Set<number>();
  for (const arc of arcs) nodes.add(from[arc] ?? 0).add(to[arc] ?? 0);
  const local = new Map([...nodes].toSorted((a, b) => a - b).map((node, at) => [node, at]));
  const ends = (side: Int32Array): Int32Array =>
    Int32Array.from(arcs.map((arc) => local.get(side[arc] ?? 0) ?? 0));
  const weights = Int32Array.from(arcs.map((arc) => weight[arc] ?? 0));
  return { graph: { size: nodes.size, from: ends(from), to: ends(to), weight: weights }, arcs };
}

/** What was found in a part, in the numbers of the whole. */
export function wholeOf({ arcs }: Part, found: FeedbackArcs): FeedbackArcs {
  return { ...found, arcs: found.arcs.map((arc) => arcs[arc] ?? 0) };
}
