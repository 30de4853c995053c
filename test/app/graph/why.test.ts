import { describe, expect, test } from "vitest";

import type { GraphReport } from "../../../src/app/graph/graph-report.ts";
import { graphReport } from "../../../src/app/graph/graph.ts";
import { selectKit } from "../../../src/app/graph/select-kit.ts";
import { kit, slot } from "../../lint/kit.ts";
import { unit } from "../../support/workspace.ts";
import { rulesFor, sourceOf } from "../support/workspace.ts";

const files = {
  ...unit("platform/base"),
  ...unit("products/shop", { depends: { base: "^1.0.0" } }),
  ...unit("products/site", { depends: { shop: "^2.0.0", base: "^1.0.0", nowhere: "^1.0.0" } }),
};

async function why(from: string, to: string): Promise<GraphReport> {
  const source = await sourceOf(files);
  const { workspace } = source;
  const scope = { kind: "depends", units: workspace.units } as const;
  return graphReport({ workspace, scope, rules: rulesFor(source), why: [from, to] }).report;
}

describe("why one needs another", () => {
  test("every way, the shortest first, each edge with its place", async () => {
    const report = await why("site", "bp-base");
    const places = report.why?.paths.map((path) =>
      path.map(({ to, file, line }) => `${to} ${file}:${line}`),
    );
    expect(places).toEqual([
      ["bp-base products/site/blueprint.yaml:15"],
      ["bp-shop products/site/blueprint.yaml:14", "bp-base products/shop/blueprint.yaml:14"],
    ]);
    expect(report.why).toMatchObject({
      from: "bp-site",
      to: "bp-base",
      more: false,
      backwards: false,
    });
  });

  test("the graph is that of the ways alone, and its faults are not asked for", async () => {
    const report = await why("shop", "base");
    expect(report.nodes.map(({ name }) => name)).toEqual(["bp-base", "bp-shop"]);
    expect([report.edges.length, report.findings, report.exitCode]).toEqual([1, [], 0]);
  });

  test("what is needed and not there is reached too", async () => {
    expect((await why("site", "nowhere")).why?.paths).toHaveLength(1);
  });

  test("where it is the other way round, that is said", async () => {
    expect((await why("base", "site")).why).toMatchObject({ paths: [], backwards: true });
    expect((await why("shop", "nowhere")).why).toMatchObject({ paths: [], backwards: false });
  });

  test("a name that is not in the graph is refused, with the nearest", async () => {
    await expect(why("shop", "bse")).rejects.toMatchObject({
      code: "EMPTY_SELECTION",
      message: 'the graph has no "bse"',
      hint: "did you mean bp-base?",
    });
  });

  test("in a kit releases have names and slots", async () => {
    const source = await sourceOf(
      kit({ "01-b.yaml": slot("b"), "16a-a.yaml": slot("a", ["bp-b"]) }),
    );
    const { workspace } = source;
    const scope = {
      kind: "kit",
      kit: selectKit(workspace, { selectors: [], folder: "" }),
    } as const;
    const { report } = graphReport({
      workspace,
      scope,
      rules: rulesFor(source),
      why: ["16a", "01"],
    });
    expect(report.why).toMatchObject({ from: "bp-a", to: "bp-b", paths: [[{ line: 29 }]] });
  });
});
