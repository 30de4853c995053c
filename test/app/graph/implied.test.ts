import { describe, expect, test } from "vitest";

import type { GraphRules } from "../../../src/app/graph/findings.ts";
import { graphReport } from "../../../src/app/graph/graph.ts";
import { blueprint, crd, object } from "../../lint/supply/units.ts";
import type { Files } from "../../lint/support.ts";
import { embeddedCrd, load } from "../../lint/support.ts";

const rules: GraphRules = { crd: embeddedCrd };
const monitor = `{{ if .Values.monitor.enabled }}\n${object("Widget", "e.com/v1")}{{ end }}`;
const off = { "values.yaml": "monitor: {enabled: false}\n" };

const files: Files = {
  ...blueprint("a", `${object("Gadget", "e.com/v1")}---\n${monitor}`, { below: off }),
  ...blueprint("b", `${crd("e.com")}---\n${crd("e.com", "Gadget")}`),
  ...blueprint("c", monitor, { below: off }),
  ...blueprint(
    "d",
    `{{ if .Capabilities.APIVersions.Has "e.com/v1" }}\n${object("Widget", "e.com/v1")}{{ end }}`,
  ),
  ...blueprint("e", object("Widget", "e.com/v1"), { depends: ["b"] }),
};

function by(line: number): object {
  return { file: "platform/b/chart/templates/x.yaml", line };
}

async function answer(names: readonly string[] = []): Promise<ReturnType<typeof graphReport>> {
  const workspace = await load(files);
  const units = workspace.units.filter(({ name }) => names.length === 0 || names.includes(name));
  return graphReport({ workspace, scope: { kind: "depends", units }, rules, implied: true });
}

describe("what is used without depending on it", () => {
  test("is told with its place, by default and once a value is changed", async () => {
    const { report } = await answer();
    const file = "platform/a/chart/templates/x.yaml";
    expect(report.implied).toEqual([
      {
        from: "bp-a",
        to: "bp-b",
        uses: "Gadget (e.com)",
        default: true,
        toggles: [],
        file,
        line: 1,
        by: by(17),
      },
      {
        from: "bp-a",
        to: "bp-b",
        uses: "Widget (e.com)",
        default: false,
        toggles: ["monitor.enabled"],
        file,
        line: 7,
        by: by(8),
      },
      {
        from: "bp-c",
        to: "bp-b",
        uses: "Widget (e.com)",
        default: false,
        toggles: ["monitor.enabled"],
        file: "platform/c/chart/templates/x.yaml",
        line: 2,
        by: by(8),
      },
    ]);
  });

  test("changes neither the edges nor the waves", async () => {
    const { report } = await answer();
    expect(report.edges).toHaveLength(1);
    expect(report.waves).toEqual([["bp-a", "bp-b", "bp-c", "bp-d"], ["bp-e"]]);
  });

  test("of the selection alone, with what it leads to", async () => {
    const { report, drawing } = await answer(["bp-c"]);
    expect(report.implied?.map(({ from }) => from)).toEqual(["bp-c"]);
    expect(report.nodes.map(({ name }) => name)).toEqual(["bp-c"]);
    expect(drawing("tree")).toBe(
      "bp-c 1.0.0\n└─ bp-b 1.0.0 implied: uses Widget (e.com) with monitor.enabled\n",
    );
  });

  test("is drawn once for each pair, in every drawing", async () => {
    const { drawing } = await answer(["bp-a", "bp-e"]);
    expect(drawing("tree")).toBe(
      [
        "bp-a 1.0.0",
        "└─ bp-b 1.0.0 implied: uses Gadget (e.com) and 1 more",
        "bp-e 1.0.0",
        "└─ bp-b 1.0.0",
        "",
      ].join("\n"),
    );
    expect(drawing("dot")).toContain(
      '"bp-a" -> "bp-b" [tooltip="uses Gadget (e.com) and 1 more", arrowhead=empty, style=dotted];',
    );
    expect(drawing("mermaid")).toContain('n0 -.->|"uses Gadget (e.com) and 1 more"| n1');
    const svg = drawing("svg");
    expect(svg).toContain(
      "bp-a uses Gadget (e.com) and 1 more of bp-b, on which it does not depend",
    );
    expect(svg).toContain("is used without depending on it");
    expect(svg).toMatch(/class="e k\d i/u);
  });

  test("is not told unless it is asked for", async () => {
    const workspace = await load(files);
    const scope = { kind: "depends", units: workspace.units } as const;
    const { report, drawing } = graphReport({ workspace, scope, rules });
    expect(report.implied).toBe(undefined);
    expect(drawing("tree")).not.toContain("implied");
  });
});

test("a loop that it closes is drawn, and does not turn round what is written", async () => {
  const workspace = await load({
    ...blueprint("a", object("Widget", "e.com/v1")),
    ...blueprint("b", crd("e.com"), { depends: ["a"] }),
  });
  const scope = { kind: "depends", units: workspace.units } as const;
  const { report, drawing } = graphReport({ workspace, scope, rules, implied: true });
  expect(report.waves).toEqual([["bp-a"], ["bp-b"]]);
  expect(report.cycles).toEqual([]);
  expect(drawing("dot")).toContain('{ rank=same; "bp-a" }\n  { rank=same; "bp-b" }');
  expect(drawing("svg")).toContain("bp-a uses Widget (e.com) of bp-b");
});
