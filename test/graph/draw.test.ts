import { expect, test } from "vitest";

import { dependsGraph, draw } from "../../src/graph/index.ts";
import { graphOf, unit } from "./support.ts";

const graph = dependsGraph([
  unit("a", "1.0.0", [
    { blueprint: "b", version: "^1" },
    { blueprint: "c", version: "^2", when: "config.c" },
    { blueprint: "gone" },
  ]),
  unit("b", "1.0.0", [{ blueprint: "c" }]),
  unit("c", "1.0.0", [{ blueprint: "e" }]),
  unit("e", "1.0.0", []),
]);

test("the tree spells each node's needs out once and marks what is wrong", () => {
  expect(draw(graph, "tree")).toBe(
    [
      "bp-a 1.0.0",
      "├─ bp-b 1.0.0 (^1)",
      "│  └─ bp-c 1.0.0",
      "│     └─ bp-e 1.0.0",
      "├─ bp-c 1.0.0 (^2) when config.c [unsatisfied] …",
      "└─ bp-gone [missing]",
      "",
    ].join("\n"),
  );
});

test("a circle without a root is drawn, and cut where it closes", () => {
  expect(draw(graphOf("b>a", "a>b"), "tree")).toBe(
    ["a 1.0.0", "└─ b 1.0.0 [cycle]", "   └─ a 1.0.0 [cycle] …", ""].join("\n"),
  );
});

test("dot", () => {
  expect(draw(graph, "dot")).toBe(`digraph depends {
  rankdir=LR;
  node [shape=box, style=rounded, fontname="sans-serif"];
  "bp-a" [label="bp-a\\n1.0.0"];
  "bp-b" [label="bp-b\\n1.0.0"];
  "bp-c" [label="bp-c\\n1.0.0"];
  "bp-e" [label="bp-e\\n1.0.0"];
  "bp-gone" [style=dashed, color=red];
  "bp-a" -> "bp-b" [label="^1"];
  "bp-a" -> "bp-c" [label="^2", style=dashed, color=red];
  "bp-a" -> "bp-gone" [color=red];
  "bp-b" -> "bp-c";
  "bp-c" -> "bp-e";
}
`);
});

test("mermaid", () => {
  expect(draw(graph, "mermaid")).toBe(`flowchart LR
  n0["bp-a 1.0.0"]
  n1["bp-b 1.0.0"]
  n2["bp-c 1.0.0"]
  n3["bp-e 1.0.0"]
  n4["bp-gone (missing)"]
  n0 -->|"^1"| n1
  n0 -.->|"^2"| n2
  n0 --> n4
  n1 --> n2
  n2 --> n3
  linkStyle 1,2 stroke:red
`);
});

test("a name cannot break out of its quotes or move the cursor", () => {
  const bad = graphOf('x"]\n\u001b[2J');
  expect(draw(bad, "dot")).toContain(String.raw`"x\"]`);
  expect(draw(bad, "mermaid")).toContain('["x#34;#93;');
  for (const format of ["tree", "dot", "mermaid"] as const)
    expect(draw(bad, format)).not.toContain("\u001b");
});
