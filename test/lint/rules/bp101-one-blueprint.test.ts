import { expect, test } from "vitest";

import { blueprintText, chartText, lintFiles, say, unit } from "../support.ts";

const file = "platform/a/blueprint.yaml";

test("a Blueprint of a served apiVersion, in the folder or in its chart, is in order", async () => {
  const old = blueprintText("a", "").replace("/v1", "/v1alpha1");
  expect(await say("BP101", unit("a", { blueprint: old }))).toEqual([]);
  const inside = {
    "platform/a/chart/blueprint.yaml": blueprintText("a", ""),
    "platform/a/chart/Chart.yaml": chartText("a"),
  };
  expect(await say("BP101", inside)).toEqual([]);
});

test("an apiVersion that the CRD does not serve", async () => {
  const blueprint = blueprintText("a", "").replace("/v1", "/v2");
  expect(await say("BP101", unit("a", { blueprint }))).toEqual([
    `${file}:1:13 expected apiVersion catalyst.openova.io/v1alpha1 or catalyst.openova.io/v1, found catalyst.openova.io/v2`,
  ]);
});

test("a second document", async () => {
  const blueprint = `${blueprintText("a", "")}---\nkind: ConfigMap\n`;
  expect(await say("BP101", unit("a", { blueprint }))).toEqual([
    `${file}:12:1 a second document of kind ConfigMap stands at line 12 of ${file}; only the first is read`,
  ]);
});

test("no kind, and a list", async () => {
  expect(await say("BP101", unit("a", { blueprint: "metadata: {name: x}\n" }))).toEqual([
    `${file}:1:1 expected kind Blueprint, found no kind`,
  ]);
  expect(await say("BP101", unit("a", { blueprint: "- a\n" }))).toEqual([
    `${file}:1:1 blueprint.yaml holds no object`,
  ]);
});

test("an empty file; one that does not parse is told once, as YAML", async () => {
  expect(await say("BP101", unit("a", { blueprint: "# nothing\n" }))).toEqual([
    `${file}:1:1 blueprint.yaml is empty`,
  ]);
  const { findings } = await lintFiles(unit("a", { blueprint: "a: [\n" }));
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(["YAML"]);
});

test("a chart without a blueprint is a warning at the chart's name", async () => {
  const { findings } = await lintFiles({ "platform/a/chart/Chart.yaml": chartText("a") });
  expect(
    findings.map(({ ruleId, severity, line, column }) => [ruleId, severity, line, column]),
  ).toEqual([["BP101", "warning", 2, 7]]);
});

test("a file of another kind beside a chart is passed over with the same warning", async () => {
  const { findings } = await lintFiles(
    unit("a", { blueprint: "apiVersion: v1\nkind: ConfigMap\n" }),
  );
  expect(findings.map(({ ruleId, severity }) => [ruleId, severity])).toEqual([
    ["BP101", "warning"],
  ]);
});
