import { expect, test } from "vitest";

import { chart, template } from "../charts.ts";
import { lintFiles, say } from "../support.ts";

const file = "platform/a/chart/templates/a.yaml";

test.each([
  [
    "a: {{ .Values.x | toYamlPretty }}",
    "1:19 toYamlPretty came with Helm 3.17.0, and 3.16.1 must read this",
  ],
  [
    "{{- $x := mustToYaml .Values -}}",
    "1:11 mustToYaml came with Helm 4.0.0, and 3.16.1 must read this",
  ],
  ["a\n{{ qoute 1 }}", "2:4 Helm knows no function qoute; did you mean quote?"],
  ['{{ if (and true (env "HOME")) }}{{ end }}', "1:18 Helm knows no function env"],
])("%j is told", async (text, message) => {
  expect(await say("BP303", template(text))).toEqual([`${file}:${message}`]);
});

test.each([
  '{{- include "x" . | nindent 4 | sha512sum }}',
  "{{/* nobodyKnows this */}}{{- /* nor {{ this }} */ -}}",
  '{{ printf "nobodyKnows }} %s" .Values.nobodyKnows }}',
  "{{ `nobodyKnows }}` }}{{ '\\'' }}",
  "{{ range $key, $value := .Values.x }}{{ break }}{{ else }}{{ nil }}{{ end }}",
  '{{ with (index .Values "a") }}{{ .nobodyKnows.either }}{{ end }}',
  "nobodyKnows {{ 1e3 }} {{ -5 }} {{ 0x1F }} {{ .5 }}",
  "{{ nobodyKnows",
])("%j is in order", async (text) => {
  expect(await say("BP303", template(text))).toEqual([]);
});

test("by the Helm that must read it", async () => {
  const files = template("{{ sha512sum 1 }}{{ fromToml 1 }}{{ durationDays 1 }}");
  const told = async (oldestHelm: string): Promise<number> =>
    (await say("BP303", files, { oldestHelm })).length;
  expect(await Promise.all(["3.8.2", "3.16.1", "3.22.0", "4.3.1"].map(told))).toEqual([3, 2, 1, 0]);
});

test("a Flux brings its Helm", async () => {
  const files = template("{{ sha512sum 1 }}{{ fromToml 1 }}{{ mustToYaml 1 }}");
  const told = async (flux: string): Promise<number> =>
    (await say("BP303", files, { flux })).length;
  expect(await Promise.all(["2.3", "2.4", "2.5.1", "2.8", "9.9"].map(told))).toEqual([
    3, 2, 1, 0, 2,
  ]);
});

test("in helpers, in NOTES.txt and in subcharts that lie there as folders", async () => {
  const bad = "{{ nobodyKnows }}";
  const files = chart("a", {
    "templates/_helpers.tpl": bad,
    "templates/NOTES.txt": bad,
    "charts/b/templates/x.yaml": bad,
    "charts/b/charts/c/templates/x.yaml": bad,
    "files/x.yaml": bad,
    "templates/left-out.yaml": bad,
    ".helmignore": "left-out.yaml\n",
  });
  expect((await say("BP303", files)).map((line) => line.split(":")[0])).toEqual([
    "platform/a/chart/charts/b/charts/c/templates/x.yaml",
    "platform/a/chart/charts/b/templates/x.yaml",
    "platform/a/chart/templates/NOTES.txt",
    "platform/a/chart/templates/_helpers.tpl",
  ]);
});

test("charts that cannot be read are told to be left out", async () => {
  const { notRun } = await lintFiles(chart("a", { "charts/b-1.0.0.tgz": "" }));
  const reason = "charts in charts/ could not be read of bp-a";
  expect(notRun).toContainEqual({ ruleId: "BP303", reason });
});
