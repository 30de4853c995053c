import { describe, expect, test } from "vitest";

import { graphReport } from "../../../src/app/graph/graph.ts";
import { selectKit } from "../../../src/app/graph/select-kit.ts";
import { kit, slot } from "../../lint/kit.ts";
import type { Files } from "../../support/workspace.ts";
import { rulesFor, sourceOf } from "../support/workspace.ts";

const folder = "clusters/a/bootstrap-kit";

async function answer(files: Files): Promise<ReturnType<typeof graphReport>> {
  const source = await sourceOf(files);
  const { workspace } = source;
  const only = selectKit(workspace, { selectors: [], folder: "" });
  return graphReport({ workspace, scope: { kind: "kit", kit: only }, rules: rulesFor(source) });
}

describe("a kit's graph", () => {
  test("is that of its releases", async () => {
    const { report } = await answer(
      kit({ "01-b.yaml": slot("b"), "02-a.yaml": slot("a", ["bp-b"]) }),
    );
    expect(report).toMatchObject({
      kit: folder,
      ok: true,
      waves: [["bp-b"], ["bp-a"]],
      findings: [],
    });
    expect(report.edges).toMatchObject([
      { from: "bp-a", to: "bp-b", file: `${folder}/02-a.yaml`, line: 29 },
    ]);
  });

  test("has what it lacks and its cycles as findings, and nothing else", async () => {
    const { report } = await answer(
      kit({
        "01-b.yaml": slot("b", ["bp-a"]).replace("type: oci", "type: default"),
        "02-a.yaml": slot("a", ["bp-b", "bp-gone"]),
      }),
    );
    expect(report.findings.map(({ ruleId, file, line }) => [ruleId, file, line])).toEqual([
      ["BP403", `${folder}/02-a.yaml`, 29],
      ["BP505", `${folder}/02-a.yaml`, 30],
    ]);
    expect([report.ok, report.exitCode]).toEqual([false, 1]);
    expect(report.missing).toEqual([
      { from: "bp-a", to: "bp-gone", file: `${folder}/02-a.yaml`, line: 30 },
    ]);
    expect(report.breaks).toMatchObject([
      { names: ["bp-a", "bp-b"], deferred: [{ remedy: "phases" }] },
    ]);
  });

  test("shows in its picture what is still to come, and tells it nowhere else", async () => {
    const expected =
      "slots:\n  - {slot: 1, name: bp-a, depends_on: []}\n  - {slot: 2, name: bp-new, depends_on: [bp-a]}\n";
    const files = {
      ...kit({ "01-a.yaml": slot("a") }),
      "scripts/expected-bootstrap-deps.yaml": expected,
    };
    const { report, drawing } = await answer(files);
    expect(report.nodes.map(({ name }) => name)).toEqual(["bp-a"]);
    expect(drawing("tree")).toBe("bp-a 1.0.0\n");
    expect(drawing("svg")).toContain(
      "bp-new needs bp-a&#10;scripts/expected-bootstrap-deps.yaml:3",
    );
    expect(drawing("svg")).toContain("1 release, 1 still to come, 0 edges, 1 wave");
    expect(drawing("dot")).toContain('"bp-new" [label="bp-new", style="rounded,dashed"];');
  });
});

describe("of several kits", () => {
  const two = {
    ...kit({ "01-a.yaml": slot("a") }, "clusters/one/bootstrap-kit"),
    ...kit({ "01-a.yaml": slot("a") }, "clusters/two/bootstrap-kit"),
  };
  const template = kit({ "01-a.yaml": slot("a") }, "clusters/_template/bootstrap-kit");

  test("the one that is named, or stood in, or the template", async () => {
    const { workspace } = await sourceOf({ ...two, ...template });
    const chosen = (selectors: readonly string[], at: string): string =>
      selectKit(workspace, { selectors, folder: at }).folder;
    expect(chosen(["two"], "")).toBe("clusters/two/bootstrap-kit");
    expect(chosen([], "clusters/one/bootstrap-kit")).toBe("clusters/one/bootstrap-kit");
    expect(chosen([], "")).toBe("clusters/_template/bootstrap-kit");
  });

  test("several are too many", async () => {
    const { workspace } = await sourceOf(two);
    expect(() => selectKit(workspace, { selectors: [], folder: "" })).toThrow(
      "there are 2 kits, and a graph is of one",
    );
    expect(() => selectKit(workspace, { selectors: ["clusters/*/*"], folder: "" })).toThrow(
      "2 kits",
    );
  });
});
