import { assert, property } from "fast-check";
import { expect, test } from "vitest";

import { longestChain, publishOrder, waves } from "../../src/graph/index.ts";
import type { Graph } from "../../src/graph/index.ts";
import { randomGraph, reach } from "./random.ts";
import { graphOf } from "./support.ts";

test("each wave needs the one before it", () => {
  expect(waves(graphOf("a>b", "b>c", "a>c", "d"))).toEqual({
    waves: [["c", "d"], ["b"], ["a"]],
    blocked: [],
  });
});

test("a circle and what needs it are named, the rest is placed", () => {
  expect(waves(graphOf("a>b", "b>a", "x>a", "b>z"))).toEqual({
    waves: [["z"]],
    blocked: ["a", "b", "x"],
  });
});

test("a target that the tree lacks holds nothing up", () => {
  expect(waves(graphOf("a>?gone")).waves).toEqual([["a"]]);
});

test("the order for publishing puts what is needed first and ignores edges that leave the selection", () => {
  const arrows = [
    { from: "a", to: "z" },
    { from: "m", to: "elsewhere" },
  ];
  expect(publishOrder(["a", "m", "z"], arrows)).toEqual({ order: ["m", "z", "a"], blocked: [] });
});

test("a chain of fifty thousand is ordered", () => {
  const words = Array.from({ length: 50_000 }, (_, at) => `n${at}>n${at + 1}`);
  expect(longestChain(graphOf(...words))).toHaveLength(50_001);
});

/** The longest way down by trying them all; undefined where a circle can be reached. */
function depth(graph: Graph, name: string, circle: ReadonlySet<string>): number | undefined {
  if (circle.has(name)) return undefined;
  let deepest = 0;
  for (const edge of graph.edges.filter(({ from }) => from === name)) {
    const below = depth(graph, edge.to, circle);
    if (below === undefined) return undefined;
    deepest = Math.max(deepest, below + 1);
  }
  return deepest;
}

test("waves and the longest chain agree with trying every way", () => {
  assert(
    property(randomGraph, (graph) => {
      const distances = reach(graph);
      const names = graph.nodes.map((node) => node.name);
      const circle = new Set(names.filter((name) => distances.has(`${name} ${name}`)));
      const depths = new Map(names.map((name) => [name, depth(graph, name, circle)]));
      const found = waves(graph);
      for (const [level, wave] of found.waves.entries())
        for (const name of wave) expect(depths.get(name)).toBe(level);
      expect(found.blocked).toEqual(names.filter((name) => depths.get(name) === undefined));
      expect(found.waves.flat().length + found.blocked.length).toBe(names.length);
      const chain = longestChain(graph);
      expect(chain.length).toBe(found.waves.length);
      for (const [at, name] of chain.slice(1).entries())
        expect(graph.edges.some(({ from, to }) => from === chain[at] && to === name)).toBe(true);
    }),
  );
});
