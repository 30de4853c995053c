import { assert, property } from "fast-check";
import { expect, test } from "vitest";

import { reduction } from "../../src/graph/index.ts";
import type { Graph, GraphEdge } from "../../src/graph/index.ts";
import { arrowsOf, randomGraph, reach } from "./random.ts";
import { graphOf } from "./support.ts";

test("an edge that others bring is redundant, however long their way", () => {
  const graph = graphOf("a>b", "b>c", "c>d", "a>c", "a>d", "b>d", "e>d");
  expect(arrowsOf(reduction(graph).redundant)).toEqual(["a>c", "a>d", "b>d"]);
});

test("an edge under a condition brings nothing, and is not told", () => {
  const { nodes, edges } = graphOf("a>b", "b>c", "a>c");
  const conditional = (at: number): Graph => ({
    nodes,
    edges: edges.map((edge, index) => ({ ...edge, optional: index === at })),
  });
  for (const at of [0, 1, 2]) expect(reduction(conditional(at)).redundant).toEqual([]);
});

test("of edges to and from a circle nothing is said, of those around it everything", () => {
  const graph = graphOf("a>x", "a>y", "x>y", "y>x", "y>z", "x>z", "a>z");
  expect(arrowsOf(reduction(graph).redundant)).toEqual(["a>z"]);
});

test("beyond its bound it says so and tells nothing", () => {
  const graph = graphOf("a>b", "b>c", "a>c");
  expect(reduction(graph, 3)).toEqual({ redundant: [graph.edges[2]], complete: true });
  expect(reduction(graph, 2)).toEqual({ redundant: [], complete: false });
});

test("more ends than one pass follows", () => {
  const size = 1500;
  const words = Array.from({ length: size }, (_, at) => [
    `a>m${at}`,
    `m${at}>t${at}`,
    `a>t${at}`,
    ...(at % 3 === 0 ? [`b>t${at}`] : []),
  ]).flat();
  const found = arrowsOf(reduction(graphOf(...words)).redundant);
  expect(found).toEqual(Array.from({ length: size }, (_, at) => `a>t${at}`));
});

function isRedundant({ from, to }: GraphEdge, graph: Graph): boolean {
  const distances = reach(graph);
  const inCircle = (name: string): boolean => distances.has(`${name} ${name}`);
  if (inCircle(from) || inCircle(to)) return false;
  return graph.edges.some(
    (other) => other.from === from && other.to !== to && distances.has(`${other.to} ${to}`),
  );
}

test("agrees with asking every pair, and leaves every way that there was", () => {
  assert(
    property(randomGraph, (graph) => {
      const { redundant, complete } = reduction(graph);
      expect(complete).toBe(true);
      expect(redundant).toEqual(graph.edges.filter((edge) => isRedundant(edge, graph)));
      const left = { ...graph, edges: graph.edges.filter((edge) => !redundant.includes(edge)) };
      expect([...reach(left).keys()].toSorted()).toEqual([...reach(graph).keys()].toSorted());
    }),
  );
});
