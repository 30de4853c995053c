import { describe, expect, test } from "vitest";

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

test("dot: waves as ranks, and each fault in its colour", () => {
  expect(draw(graph, "dot")).toBe(`digraph depends {
  rankdir=RL;
  node [shape=box, style=rounded, fontname="sans-serif"];
  edge [color="#57606a"];
  "bp-a" [label="bp-a\\n1.0.0"];
  "bp-b" [label="bp-b\\n1.0.0"];
  "bp-c" [label="bp-c\\n1.0.0"];
  "bp-e" [label="bp-e\\n1.0.0"];
  "bp-gone" [label="bp-gone\\nnot in the tree", style="rounded,dashed", color="#cf222e"];
  "bp-a" -> "bp-b" [label="^1"];
  "bp-a" -> "bp-c" [label="^2", tooltip="when config.c", style=dotted, color="#bc6a00"];
  "bp-a" -> "bp-gone" [color="#cf222e"];
  "bp-b" -> "bp-c";
  "bp-c" -> "bp-e";
  { rank=same; "bp-gone" }
  { rank=same; "bp-e" }
  { rank=same; "bp-c" }
  { rank=same; "bp-b" }
  { rank=same; "bp-a" }
}
`);
});

test("mermaid: the same", () => {
  expect(draw(graph, "mermaid")).toBe(`flowchart RL
  n0["bp-a 1.0.0"]
  n1["bp-b 1.0.0"]
  n2["bp-c 1.0.0"]
  n3["bp-e 1.0.0"]
  n4["bp-gone (not in the tree)"]
  n0 -->|"^1"| n1
  n0 -.->|"^2"| n2
  n0 --> n4
  n1 --> n2
  n2 --> n3
  classDef missing stroke:#cf222e,stroke-dasharray:4 3
  class n4 missing
  linkStyle 2 stroke:#cf222e
  linkStyle 1 stroke:#bc6a00
`);
});

describe("a circle, what opens it, and what is still to come", () => {
  const circle = graphOf("a>b", "b>a", "new>a");
  const about = { deferred: new Set(circle.edges.slice(1, 2)), planned: new Set(["new"]) };

  test("in the tree", () => {
    expect(draw(circle, "tree", about)).toBe(
      [
        "new 1.0.0",
        "└─ a 1.0.0",
        "   └─ b 1.0.0 [cycle]",
        "      └─ a 1.0.0 [cycle, deferred] …",
        "",
      ].join("\n"),
    );
  });

  test("in dot", () => {
    const drawn = draw(circle, "dot", about);
    expect(drawn).toContain('"a" [label="a\\n1.0.0", color="#cf222e"];');
    expect(drawn).toContain('"new" [label="new\\n1.0.0", style="rounded,dashed"];');
    expect(drawn).toContain('"a" -> "b" [color="#cf222e"];');
    expect(drawn).toContain('"b" -> "a" [style=dashed, color="#cf222e", constraint=false];');
    expect(drawn).toContain('"new" -> "a" [style=dashed];');
  });

  test("in mermaid", () => {
    expect(draw(circle, "mermaid", about)).toBe(`flowchart RL
  n0["a 1.0.0"]
  n1["b 1.0.0"]
  n2["new 1.0.0"]
  n0 --> n1
  n1 -.-> n0
  n2 -.-> n0
  classDef cycle stroke:#cf222e
  class n0,n1 cycle
  classDef planned stroke-dasharray:4 3
  class n2 planned
  linkStyle 0 stroke:#cf222e
  linkStyle 1 stroke:#cf222e,stroke-dasharray:7 5
`);
  });
});

test("a name cannot break out of its quotes or move the cursor", () => {
  const bad = graphOf('x"]\n\u001b[2J');
  expect(draw(bad, "dot")).toContain(String.raw`"x\"]`);
  expect(draw(bad, "mermaid")).toContain('["x#34;#93;');
  expect(draw(bad, "svg")).toContain("x&quot;]");
  for (const format of ["tree", "dot", "mermaid", "svg"] as const)
    expect(draw(bad, format)).not.toContain("\u001b");
});
