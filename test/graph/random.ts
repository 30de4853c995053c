import { array, constantFrom, tuple } from "fast-check";
import type { Arbitrary } from "fast-check";

import type { Graph, GraphEdge } from "../../src/graph/index.ts";
import { graphOf } from "./support.ts";

const name = constantFrom("a", "b", "c", "d", "e", "f", "g");

/** Small graphs, with circles, parallel edges and lonely nodes. */
export const randomGraph: Arbitrary<Graph> = tuple(
  array(name, { maxLength: 3 }),
  array(tuple(name, name), { maxLength: 14 }),
).map(([lonely, pairs]) => graphOf(...lonely, ...pairs.map(([from, to]) => `${from}>${to}`)));

export function arrowsOf(edges: readonly GraphEdge[]): string[] {
  return edges.map(({ from, to }) => `${from}>${to}`);
}

/** The shortest distance (one step or more) of every pair that is connected, by Floyd and Warshall; keys are `a b`. */
export function reach(graph: Graph): Map<string, number> {
  const names = graph.nodes.map((node) => node.name);
  const distance = new Map<string, number>();
  for (const { from, to } of graph.edges) distance.set(`${from} ${to}`, 1);
  for (const over of names)
    for (const from of names)
      for (const to of names) {
        const way =
          (distance.get(`${from} ${over}`) ?? Infinity) +
          (distance.get(`${over} ${to}`) ?? Infinity);
        if (way < (distance.get(`${from} ${to}`) ?? Infinity)) distance.set(`${from} ${to}`, way);
      }
  return distance;
}
