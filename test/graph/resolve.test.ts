import { expect, test } from "vitest";

import { analyse, dependsGraph, missing, unsatisfied } from "../../src/graph/index.ts";
import { unit } from "./support.ts";

const graph = dependsGraph([
  unit("a", "1.0.0", [
    { blueprint: "b", version: "^1.0" },
    { blueprint: "c", version: "^1.0" },
    { blueprint: "d", version: "about 1" },
    { blueprint: "e", version: "^1" },
    { blueprint: "gone", version: "^1" },
    { blueprint: "f" },
  ]),
  unit("b", "1.4.0", []),
  unit("c", "2.0.0", []),
  unit("d", "1.0.0", []),
  unit("e", "not-a-version", []),
  unit("f", "0.0.1", []),
]);

test("what the tree lacks is missing", () => {
  expect(missing(graph).map((edge) => edge.to)).toEqual(["bp-gone"]);
});

test("a range that does not admit the tree's version is unsatisfied, and so is a text that is no range", () => {
  expect(unsatisfied(graph).map(({ edge, range, version }) => [edge.to, range, version])).toEqual([
    ["bp-c", "^1.0", "2.0.0"],
    ["bp-d", "about 1", "1.0.0"],
  ]);
});

test("the report carries all of it", () => {
  expect(analyse(graph)).toMatchObject({
    cycles: [],
    missing: [{ from: "bp-a", to: "bp-gone" }],
    unsatisfied: [
      { from: "bp-a", to: "bp-c", range: "^1.0", version: "2.0.0" },
      { from: "bp-a", to: "bp-d", range: "about 1", version: "1.0.0" },
    ],
    waves: [["bp-b", "bp-c", "bp-d", "bp-e", "bp-f"], ["bp-a"]],
    blocked: [],
    longestChain: ["bp-a", "bp-b"],
  });
});
