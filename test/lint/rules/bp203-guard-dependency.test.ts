import { expect, test } from "vitest";

import { chart, dependency, noUpstream } from "../charts.ts";
import { fixed } from "../fixing.ts";
import { chartText, say } from "../support.ts";

const guard = `dependencies:\n${dependency("common", "0.1.3", "https://sigstore.github.io/helm-charts/")}`;
const file = "platform/a/chart/Chart.yaml";
const told = `${file}:5:5 no template uses sigstore's common chart: the dependency only pretends an upstream`;

test("a library that no template uses", async () => {
  const use = '{{ include "common.names" . }}';
  expect(await say("BP203", chart("a", {}, guard))).toEqual([told]);
  expect(await say("BP203", chart("a", { "templates/a.yaml": use }, guard))).toEqual([]);
  const below = { "charts/common/templates/_c.tpl": use };
  expect(await say("BP203", chart("a", below, guard))).toEqual([told]);
});

test("another chart of that name, and one that is not alone", async () => {
  const other = `dependencies:\n${dependency("common", "1.0.0", "https://x.example")}`;
  expect(await say("BP203", chart("a", {}, other))).toEqual([]);
  const two = guard + dependency("app", "1.0.0", "https://x.example");
  expect(await say("BP203", chart("a", {}, two))).toEqual([]);
});

test("goes where the chart says that it has no upstream; the annotation is never written", async () => {
  const told = await fixed("BP203", chart("a", {}, `${guard}# kept\n${noUpstream}`));
  expect(told.files[file]).toBe(chartText("a", `# kept\n${noUpstream}`));
  expect(told.left).toBe(0);
  const files = chart("a", {}, guard);
  expect(await fixed("BP203", files)).toEqual({ files, left: 1, rounds: 0 });
});

test("a list in one line with its key is left to the author", async () => {
  const flow = `dependencies: [{name: common, version: 0.1.3, repository: "https://sigstore.github.io/helm-charts"}]\n`;
  const files = chart("a", {}, flow + noUpstream);
  expect(await fixed("BP203", files)).toEqual({ files, left: 1, rounds: 0 });
});
