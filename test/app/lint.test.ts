import { expect, test } from "vitest";

import { lintReport } from "../../src/app/lint.ts";
import { chartOnly, unit } from "../support/workspace.ts";
import { rulesFor, sourceOf } from "./support/workspace.ts";

test("counts what it looked at and what it found in the selection alone", async () => {
  const source = await sourceOf({
    ...unit("products/shop", { version: "not-a-version" }),
    ...unit("products/site", { depends: { "bp-nowhere": "^1.0.0" } }),
    ...chartOnly("products/bare"),
  });
  const { workspace } = source;
  const whole = lintReport(workspace, workspace.units, rulesFor(source));
  expect(whole.summary).toMatchObject({ blueprints: 2, charts: 3, files: workspace.files });
  expect([whole.ok, whole.exitCode]).toEqual([false, 1]);
  const ids = new Set(whole.findings.map(({ ruleId }) => ruleId));
  expect([ids.has("BP105"), ids.has("BP401"), ids.has("BP101")]).toEqual([true, true, true]);
  const { errors, warnings, infos } = whole.summary;
  expect(errors + warnings + infos).toBe(whole.findings.length);

  const bare = workspace.units.filter(({ folder }) => folder === "products/bare");
  const report = lintReport(workspace, bare, rulesFor(source));
  expect(report.findings.every(({ file }) => file.startsWith("products/bare/"))).toBe(true);
  expect(report.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  expect([report.ok, report.exitCode]).toEqual([true, 0]);
  expect(report.summary).toMatchObject({ blueprints: 0, charts: 1, errors: 0 });
});
