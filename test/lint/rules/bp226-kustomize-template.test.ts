import { expect, test } from "vitest";

import { config, folder, manifests } from "../kustomize.ts";
import { say, unit } from "../support.ts";

const message = "kustomize renders no templates: this reaches the cluster";

test.each([
  ["data: { a: '{{ .Values.a }}' }", 13],
  ["data: { a: '{{- include \"b\" . }}' }", 13],
  ["data: { a: '{{ if eq \"x\" .Release.Name }}' }", 13],
])("%s", async (line, column) => {
  expect(await say("BP226", manifests({ "base/a.yaml": config("a", line) }))).toEqual([
    `${folder}/base/a.yaml:5:${column} ${message}`,
  ]);
});

test("braces for others", async () => {
  const alert =
    "data: { a: '{{ $labels.instance }} is down, {{ .Status }} {{ .CommonLabels.Values }} {{ define `x` }}{{/* y */}}' }\n";
  const files = { ...manifests({ "base/a.yaml": config("a", alert) }), ...unit("b") };
  expect(await say("BP226", files)).toEqual([]);
});
