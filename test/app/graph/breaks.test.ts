import { expect, test } from "vitest";

import type { GraphReport } from "../../../src/app/graph/graph-report.ts";
import { graphReport, knotted } from "../../../src/app/graph/graph.ts";
import type { GraphScope } from "../../../src/app/graph/scope.ts";
import { unit } from "../../support/workspace.ts";
import { rulesFor, sourceOf } from "../support/workspace.ts";

const loop = {
  ...unit("products/a", { depends: { b: "^1.0.0" } }),
  ...unit("products/b", { depends: { c: "^1.0.0" } }),
  ...unit("products/c", { depends: { a: "^1.0.0" } }),
  ...unit("products/d", { depends: { a: "^1.0.0" } }),
  "products/c/chart/values.yaml": "a:\n  enabled: true\n",
};

async function reportOf(...folders: readonly string[]): Promise<GraphReport> {
  const source = await sourceOf(loop);
  const { workspace } = source;
  const units = workspace.units.filter(({ folder }) => folders.includes(folder));
  const scope: GraphScope = { kind: "depends", units };
  expect(knotted(workspace, scope)).toEqual(new Set(["products/a", "products/b", "products/c"]));
  return graphReport({ workspace, scope, rules: rulesFor(source) }).report;
}

test("a cycle comes with the cheapest way to open it, in phases with their edits", async () => {
  const { breaks } = await reportOf("products/a", "products/b", "products/c");
  const file = "products/c/blueprint.yaml";
  const values = { file: "products/c/chart/values.yaml", line: 2 };
  expect(breaks).toEqual([
    {
      names: ["bp-a", "bp-b", "bp-c"],
      deferred: [{ from: "bp-c", to: "bp-a", file, line: 14, remedy: "optional" }],
      cost: 3,
      atLeast: 3,
      phases: [
        {
          phase: 1,
          edits: [
            { ...values, text: "set a.enabled to false" },
            { file, line: 14, text: "take bp-a out of depends" },
          ],
          install: [["bp-c"], ["bp-b"], ["bp-a"]],
        },
        {
          phase: 2,
          edits: [
            { ...values, text: "set a.enabled to true and apply bp-c again, once bp-a is ready" },
          ],
          install: [["bp-c"]],
        },
      ],
    },
  ]);
});

test("a part of a cycle is drawn as one", async () => {
  const source = await sourceOf(loop);
  const { workspace } = source;
  const units = workspace.units.filter(({ folder }) => folder === "products/c");
  const { drawing } = graphReport({
    workspace,
    scope: { kind: "depends", units },
    rules: rulesFor(source),
  });
  expect(drawing("tree")).toBe("bp-c 1.0.0\n└─ bp-a 1.0.0 (^1.0.0) [cycle, deferred]\n");
});

test("a part of a cycle has it whole, what only needs one does not", async () => {
  expect((await reportOf("products/b")).breaks).toHaveLength(1);
  expect((await reportOf("products/d")).breaks).toEqual([]);
});
