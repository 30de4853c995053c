import { expect, test } from "vitest";

import { cycles, dependsGraph, graphOf } from "../../src/graph/index.ts";
import { edge, unit } from "./support.ts";

test("names with and without bp- are one node, and every edge keeps its place", () => {
  const graph = dependsGraph([
    unit("b", "2.0.0", []),
    unit("a", "1.0.0", [
      { blueprint: "bp-b", version: "^2" },
      { blueprint: "b", when: "config.x" },
    ]),
  ]);
  expect(graph.nodes).toEqual([
    { name: "bp-a", version: "1.0.0", folder: "platform/a", file: "platform/a/blueprint.yaml" },
    { name: "bp-b", version: "2.0.0", folder: "platform/b", file: "platform/b/blueprint.yaml" },
  ]);
  expect(
    graph.edges.map(({ from, to, range, optional, when, line }) => [
      from,
      to,
      range,
      optional,
      when,
      line,
    ]),
  ).toEqual([
    ["bp-a", "bp-b", "^2", false, null, 10],
    ["bp-a", "bp-b", null, true, "config.x", 11],
  ]);
});

test("a chart without a blueprint is a node only where something depends on it", () => {
  const alone = dependsGraph([unit("a", "1.0.0", []), unit("c", "3.0.0")]);
  expect(alone.nodes.map((node) => node.name)).toEqual(["bp-a"]);
  const needed = dependsGraph([unit("a", "1.0.0", [{ blueprint: "c" }]), unit("c", "3.0.0")]);
  expect(needed.nodes.map((node) => node.name)).toEqual(["bp-a", "bp-c"]);
});

test("a blueprint wins over a bare chart of the same name, whatever the order", () => {
  const bare = { ...unit("x", "9.0.0"), folder: "platform/0" };
  const named = unit("x", "1.0.0", []);
  for (const units of [
    [bare, named],
    [named, bare],
  ])
    expect(dependsGraph(units).nodes).toEqual([
      { name: "bp-x", version: "1.0.0", folder: "platform/x", file: "platform/x/blueprint.yaml" },
    ]);
});

test("an item that is a string is an edge like any other", () => {
  const { edges } = dependsGraph([unit("a", "1.0.0", [{ blueprint: "bp-b", written: "string" }])]);
  expect(edges.map((edge) => edge.to)).toEqual(["bp-b"]);
});

test("edges stand by their ends, those between the same two by file and line, in whatever order they come", () => {
  const edges = [
    edge("b", "gone", 2),
    edge("b", "a", 9),
    edge("b", "a", 3),
    edge("a", "b", 1),
    edge("a", "a", 7),
  ];
  const nodes = ["b", "a"].map((name) => ({ name, version: "", folder: "", file: "" }));
  for (const some of [edges, edges.toReversed()]) {
    const graph = graphOf(nodes, some);
    expect(graph.edges.map(({ from, to, line }) => `${from}>${to} ${line}`)).toEqual([
      "a>a 7",
      "a>b 1",
      "b>a 3",
      "b>a 9",
      "b>gone 2",
    ]);
    expect(cycles(graph).map(({ names }) => names)).toEqual([["a"]]);
  }
});
