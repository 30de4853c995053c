import { array, assert, integer, property, tuple } from "fast-check";
import { expect, test } from "vitest";

import { cycles } from "../../src/graph/index.ts";
import type { Graph } from "../../src/graph/index.ts";
import { arrowsOf, randomGraph, reach } from "./random.ts";
import { edge, graphOf } from "./support.ts";

test("a graph without circles has none", () => {
  expect(cycles(graphOf("a>b", "b>c", "a>c", "d"))).toEqual([]);
});

test("the shortest circle of a component is told, from its smallest name, with every edge", () => {
  const [cycle, ...rest] = cycles(graphOf("d>a", "a>b", "b>c", "c>d", "c>b", "x>a"));
  expect(rest).toEqual([]);
  expect(cycle?.names).toEqual(["b", "c"]);
  expect(cycle?.edges.map(({ from, to, line }) => [from, to, line])).toEqual([
    ["b", "c", 3],
    ["c", "b", 5],
  ]);
});

test("what needs itself is a circle of one", () => {
  expect(cycles(graphOf("a>a", "a>b", "b>a")).map((cycle) => cycle.names)).toEqual([["a"]]);
});

test("components stand apart and in order of name", () => {
  const graph = graphOf("y>z", "z>y", "b>c", "c>b");
  expect(cycles(graph).map((cycle) => cycle.names)).toEqual([
    ["b", "c"],
    ["y", "z"],
  ]);
});

test("of parallel edges the first written is shown", () => {
  const graph: Graph = { nodes: graphOf("a").nodes, edges: [edge("a", "a", 4), edge("a", "a", 9)] };
  expect(cycles(graph)[0]?.edges.map(({ line }) => line)).toEqual([4]);
});

test("a ring of fifty thousand does not overflow the stack", () => {
  const size = 50_000;
  const words = Array.from({ length: size }, (_, at) => `n${at}>n${(at + 1) % size}`);
  expect(cycles(graphOf(...words))[0]?.names).toHaveLength(size);
});

test("every component with a circle gives one as short as any in it", () => {
  assert(
    property(randomGraph, (graph) => {
      const found = cycles(graph);
      const names = graph.nodes.map((node) => node.name);
      const distances = reach(graph);
      const onCircle = names.filter((name) => distances.get(`${name} ${name}`) !== undefined);
      const covered = new Set<string>();
      for (const { names: path, edges } of found) {
        const component = onCircle.filter(
          (name) =>
            name === path[0] ||
            (distances.has(`${path[0]} ${name}`) && distances.has(`${name} ${path[0]}`)),
        );
        const lengths = component.map((name) => distances.get(`${name} ${name}`) ?? Infinity);
        expect(path.length).toBe(Math.min(...lengths));
        expect(path[0]).toBe([...path].toSorted()[0]);
        expect(arrowsOf(edges)).toEqual(
          path.map((name, at) => `${name}>${path[(at + 1) % path.length]}`),
        );
        for (const name of component) covered.add(name);
      }
      expect([...covered].toSorted()).toEqual(onCircle.toSorted());
    }),
  );
});

test("where no two need each other, the shortest way round is as short as any", () => {
  const node = integer({ min: 0, max: 11 });
  const chords = array(tuple(node, node), { maxLength: 10 });
  assert(
    property(chords, (pairs) => {
      const arrows = new Set(Array.from({ length: 12 }, (_, at) => `n${at}>n${(at + 1) % 12}`));
      for (const [from, to] of pairs)
        if (from !== to && !arrows.has(`n${to}>n${from}`)) arrows.add(`n${from}>n${to}`);
      const graph = graphOf(...arrows);
      const distances = reach(graph);
      const lengths = graph.nodes.map(({ name }) => distances.get(`${name} ${name}`) ?? Infinity);
      const [cycle] = cycles(graph);
      expect(cycle?.names).toHaveLength(Math.min(...lengths));
      expect(cycle?.edges).toHaveLength(Math.min(...lengths));
      expect(cycle?.shortest).toBe(true);
    }),
  );
});
