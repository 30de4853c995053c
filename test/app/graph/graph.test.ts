import { describe, expect, test } from "vitest";

import type { GraphReport } from "../../../src/app/graph/graph-report.ts";
import { graphReport } from "../../../src/app/graph/graph.ts";
import type { Source } from "../../../src/app/packaging.ts";
import type { Unit } from "../../../src/model/workspace.ts";
import { unit } from "../../support/workspace.ts";
import { rulesFor, sourceOf } from "../support/workspace.ts";

const chain = {
  ...unit("platform/base"),
  ...unit("products/shop", { depends: { base: "^1.0.0" } }),
  ...unit("products/site", { depends: { shop: "^2.0.0", nowhere: "^1.0.0" } }),
};

const site = "products/site/blueprint.yaml";

function answer(source: Source, units: readonly Unit[]): ReturnType<typeof graphReport> {
  const { workspace } = source;
  return graphReport({ workspace, scope: { kind: "depends", units }, rules: rulesFor(source) });
}

function reportOf(source: Source, ...folders: readonly string[]): GraphReport {
  const { units } = source.workspace;
  const chosen =
    folders.length === 0 ? units : units.filter(({ folder }) => folders.includes(folder));
  return answer(source, chosen).report;
}

describe("the graph of everything", () => {
  test("has waves, what is missing and what does not fit", async () => {
    const report = reportOf(await sourceOf(chain));
    expect(report.nodes.map(({ name }) => name)).toEqual(["bp-base", "bp-shop", "bp-site"]);
    expect(report.waves).toEqual([["bp-base"], ["bp-shop"], ["bp-site"]]);
    expect(report.missing).toEqual([{ from: "bp-site", to: "bp-nowhere", file: site, line: 15 }]);
    expect(report.unsatisfied).toEqual([
      { from: "bp-site", to: "bp-shop", file: site, line: 14, range: "^2.0.0", version: "1.0.0" },
    ]);
    expect(report.findings.map(({ ruleId }) => ruleId).toSorted()).toEqual(["BP401", "BP402"]);
    expect([report.ok, report.exitCode]).toEqual([false, 1]);
  });
});

describe("the graph of a selection", () => {
  test("shows what it needs as what it is, not as missing", async () => {
    const source = await sourceOf(chain);
    const report = reportOf(source, "products/shop");
    expect(report.nodes.map(({ name, version }) => `${name} ${version}`)).toEqual([
      "bp-base 1.0.0",
      "bp-shop 1.0.0",
    ]);
    expect(report.edges.map(({ from, to }) => `${from} ${to}`)).toEqual(["bp-shop bp-base"]);
    expect([report.missing, report.unsatisfied, report.ok]).toEqual([[], [], true]);
    const shop = source.workspace.units.filter(({ folder }) => folder === "products/shop");
    expect(answer(source, shop).drawing("tree")).toBe("bp-shop 1.0.0\n└─ bp-base 1.0.0 (^1.0.0)\n");
  });

  test("tells a cycle whole that runs through it, and no other", async () => {
    const source = await sourceOf({
      ...unit("products/a", { depends: { b: "^1.0.0" } }),
      ...unit("products/b", { depends: { a: "^1.0.0" } }),
      ...unit("products/c"),
    });
    expect(reportOf(source, "products/a").cycles).toEqual([["bp-a", "bp-b"]]);
    expect(reportOf(source, "products/a").exitCode).toBe(1);
    expect(reportOf(source, "products/c").cycles).toEqual([]);
    expect(reportOf(source, "products/c").exitCode).toBe(0);
  });

  test.each([
    ["dot", /^digraph/u],
    ["mermaid", /^flowchart/u],
    ["svg", /^<svg/u],
  ] as const)("can be drawn as %s", async (format, beginning) => {
    const source = await sourceOf(chain);
    const drawing = answer(source, source.workspace.units).drawing(format);
    expect(drawing).toMatch(beginning);
    expect(drawing).toContain("bp-nowhere");
  });
});
