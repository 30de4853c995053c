import { assert, constantFrom, property } from "fast-check";
import { expect, test } from "vitest";

import { paths } from "../../src/graph/index.ts";
import type { Graph, GraphEdge } from "../../src/graph/index.ts";
import { randomGraph } from "./random.ts";
import { edge, graphOf } from "./support.ts";

function told(path: readonly GraphEdge[]): string {
  return [path[0]?.from, ...path.map(({ to }) => to)].join(" ");
}

function all(graph: Graph, from: string, to: string, most = 100): string[] {
  return paths(graph, [from, to], most).paths.map(told);
}

test("the shortest comes first, equally long ones by name", () => {
  const graph = graphOf("a>b", "b>z", "a>c", "c>z", "a>z", "a>d", "d>b");
  expect(all(graph, "a", "z")).toEqual(["a z", "a b z", "a c z", "a d b z"]);
});

test("none leads against the edges, from nowhere, or to oneself", () => {
  const graph = graphOf("a>b", "b>a", "b>c");
  for (const [from, to] of [
    ["c", "a"],
    ["a", "x"],
    ["x", "a"],
    ["a", "a"],
  ] as const)
    expect(paths(graph, [from, to], 9)).toEqual({ paths: [], more: false });
});

test("what is beyond the number asked for is told to be there", () => {
  const graph = graphOf("a>b", "b>z", "a>c", "c>z", "a>z");
  expect(paths(graph, ["a", "z"], 2).more).toBe(true);
  expect(all(graph, "a", "z", 2)).toEqual(["a z", "a b z"]);
  expect(paths(graph, ["a", "z"], 3).more).toBe(false);
});

test("of parallel edges the first written is shown", () => {
  const graph: Graph = {
    nodes: graphOf("a", "b").nodes,
    edges: [edge("a", "b", 4), edge("a", "b", 9)],
  };
  expect(paths(graph, ["a", "b"], 9).paths.map((path) => path[0]?.line)).toEqual([4]);
});

test("more ways than could ever be told are bounded", () => {
  const words = Array.from({ length: 40 }, (_, at) =>
    ["x", "y", "z"].flatMap((one) =>
      ["x", "y", "z"].map((other) => `${one}${at}>${other}${at + 1}`),
    ),
  ).flat();
  const found = paths(graphOf(...words), ["x0", "x40"], 5);
  expect([found.paths.length, found.more]).toEqual([5, true]);
});

test("a circle with a dense heart and no way through is given up", () => {
  const heart = Array.from({ length: 14 }, (_, at) => `h${at}`);
  const words = heart.flatMap((one) => heart.filter((x) => x !== one).map((x) => `${one}>${x}`));
  const graph = graphOf(...words, "h0>s", "s>h1", "h0>z", "s>t");
  const found = paths(graph, ["s", "z"], 1_000_000_000);
  expect(found.more).toBe(true);
  expect(found.paths.length).toBeGreaterThan(100);
});

/** Every path, by trying each edge. */
function everyPath(graph: Graph, passed: readonly string[], to: string): readonly string[][] {
  const at = passed.at(-1);
  if (at === to) return [[...passed]];
  const next = new Set(graph.edges.filter(({ from }) => from === at).map((one) => one.to));
  return [...next]
    .filter((name) => !passed.includes(name))
    .flatMap((name) => everyPath(graph, [...passed, name], to));
}

test("agrees with trying every way", () => {
  const name = constantFrom("a", "b", "c", "d", "e");
  assert(
    property(randomGraph, name, name, constantFrom(1, 2, 3, 100), (graph, from, to, most) => {
      const known = graph.nodes.some((node) => node.name === from);
      const every = known && from !== to ? everyPath(graph, [from], to) : [];
      const sorted = every
        .toSorted((a, b) => a.length - b.length || (a.join() < b.join() ? -1 : 1))
        .map((path) => path.join(" "));
      const found = paths(graph, [from, to], most);
      const got = found.paths.map(told);
      expect(got.map((path) => path.length)).toEqual(
        sorted.slice(0, most).map((path) => path.length),
      );
      expect(new Set(got).size).toBe(got.length);
      for (const path of got) expect(sorted).toContain(path);
      if (got.length < most) expect(got).toEqual(sorted);
      if (sorted.length <= most && !found.more) expect(got).toEqual(sorted);
      if (sorted.length > most) expect(found.more).toBe(true);
    }),
  );
});
