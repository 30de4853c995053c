import { grouped, numbered } from "../adjacency.ts";
import { components } from "../components.ts";
import { boundedArcs } from "./bounded.ts";
import { exactArcs, exactSize } from "./exact.ts";
import { contracted } from "./kernel.ts";
import type { FeedbackArcs, Part, Weighted } from "./weighted.ts";
import { joined, partOf, wholeOf } from "./weighted.ts";

/** Arrows of a component that are contracted; a larger one is taken as it is. */
const contractedSize = 50_000;

/**
 * The cheapest arrows without which no circle is left (minimum feedback arc set, NP-hard). Each strongly connected
 * component is contracted, and what is left of it taken apart again; a remainder of up to `exact` nodes, 18 at most, is
 * solved to the best, a larger one by a bounded heuristic that tells how far from the best it can be.
 */
export function feedbackArcs(graph: Weighted, exact: number = exactSize): FeedbackArcs {
  const all = [...graph.from.keys()];
  const loops = forced(
    graph,
    all.filter((arc) => graph.from[arc] === graph.to[arc]),
  );
  const parts = knotsOf(graph).map((part) => {
    if (part.arcs.length > contractedSize) return wholeOf(part, boundedArcs(part.graph));
    return wholeOf(part, viaKernel(part.graph, exact));
  });
  return joined([loops, ...parts]);
}

function viaKernel(graph: Weighted, exact: number): FeedbackArcs {
  const kernel = contracted(graph);
  const rest = knotsOf(kernel.graph).map((part) => {
    const isSmall = part.graph.size <= Math.min(exact, exactSize);
    const found = wholeOf(part, (isSmall ? exactArcs : boundedArcs)(part.graph));
    return { ...found, arcs: found.arcs.flatMap((arc) => kernel.bundles[arc] ?? []) };
  });
  return joined([forced(graph, kernel.forced), ...rest]);
}

function forced({ weight }: Weighted, arcs: readonly number[]): FeedbackArcs {
  const sum = arcs.reduce((total, arc) => total + (weight[arc] ?? 0), 0);
  return { arcs, weight: sum, atLeast: sum };
}

/** The strongly connected parts of two nodes and more. */
function knotsOf(graph: Weighted): readonly Part[] {
  const { size, from, to } = graph;
  const names = Array.from({ length: size }, () => "");
  const { of, count } = components(numbered(names, from, to));
  const inside = Int32Array.from(from.keys()).filter(
    (arc) => from[arc] !== to[arc] && of[from[arc] ?? 0] === of[to[arc] ?? 0],
  );
  const rows = grouped(
    count,
    inside.map((arc) => of[from[arc] ?? 0] ?? 0),
    inside,
  );
  return [...of.keys()].slice(0, count).flatMap((component) => {
    const arcs = rows.values.subarray(rows.offsets[component], rows.offsets[component + 1]);
    return arcs.length === 0 ? [] : partOf(graph, [...arcs]);
  });
}
