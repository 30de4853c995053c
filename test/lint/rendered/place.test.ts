import { expect, test } from "vitest";

import { renderedObjects } from "../../../src/chart/index.ts";
import type { ChartUnit } from "../../../src/lint/charts.ts";
import { withChart } from "../../../src/lint/charts.ts";
import { renderedPlace, sourcePlace } from "../../../src/lint/rendered/place.ts";
import { chart } from "../charts.ts";
import type { Files } from "../support.ts";
import { load } from "../support.ts";

async function unitOf(below: Files, more?: string): Promise<ChartUnit> {
  const workspace = await load(chart("a", below, more));
  const [unit] = withChart(workspace.units);
  if (unit === undefined) throw new Error("no unit");
  return unit;
}

/** Where the fields of the objects of an output stand, as `file:line:column`. */
async function places(
  below: Files,
  output: string,
  pointer: string,
  more?: string,
): Promise<readonly string[]> {
  const unit = await unitOf(below, more);
  return renderedObjects(output).map((object) => {
    const { file, line, column } = renderedPlace(unit, object, pointer);
    return `${file.replace("platform/a/chart/", "")}:${line}:${column}`;
  });
}

const deployment = `{{- $x := 1 }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-app
  labels:
    {{- include "labels" . | nindent 4 }}
spec:
  template:
    metadata:
      labels: {a: b}
    spec:
      containers:
        - name: one
          image: a:1
        - name: two
          env:
          - name: X
            value: y
          image: "{{ .Values.image }}"
      volumes: []
---
kind: Service
metadata:
  name: {{ .Release.Name }}
`;
const output = `---
# Source: bp-a/templates/a.yaml
kind: Service
metadata: {name: r}
---
# Source: bp-a/templates/a.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: r-app}
`;
const files = { "templates/a.yaml": deployment };

test("an object is where its document starts: at its apiVersion, else at its first letter", async () => {
  expect(await places(files, output, "")).toEqual([
    "templates/a.yaml:23:1",
    "templates/a.yaml:2:13",
  ]);
});

test.each([
  ["/metadata/name", "5:3"],
  ["/spec/template/spec/containers/0/image", "15:11"],
  ["/spec/template/spec/containers/1/image", "20:11"],
  ["/spec/template/spec/containers/1/env/0/value", "19:13"],
  ["/spec/template/spec/containers/1/name", "16:11"],
  ["/spec/template/spec/volumes", "21:7"],
])("the field %s stands at its key", async (pointer, at) => {
  expect((await places(files, output, pointer))[1]).toBe(`templates/a.yaml:${at}`);
});

test.each([
  ["/metadata/labels/app", "6:3"],
  ["/spec/template/spec/containers/2/image", "15:11"],
  ["/status", "2:13"],
])("of what a helper writes, the nearest key above: %s", async (pointer, at) => {
  expect((await places(files, output, pointer))[1]).toBe(`templates/a.yaml:${at}`);
});

function configMap(name: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
}

function printed(name: string): string {
  return `---\n# Source: bp-a/templates/m.yaml\n${configMap(name)}`;
}

test("several documents of one kind are told apart by their names, then by their order", async () => {
  const text = `${configMap('"{{ .Release.Name }}-a"')}---\n${configMap("plain")}---\n${configMap("{{ .Release.Name }}-b")}`;
  const rendered = ["r-b", "plain", "r-a"].map(printed);
  expect(await places({ "templates/m.yaml": text }, rendered.join(""), "/metadata/name")).toEqual([
    "templates/m.yaml:14:3",
    "templates/m.yaml:9:3",
    "templates/m.yaml:4:3",
  ]);
});

test("what a loop writes stands where the loop writes it", async () => {
  const text = `{{- range .Values.maps }}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ . }}\n{{- end }}\n`;
  expect(
    await places({ "templates/m.yaml": text }, printed("x") + printed("y"), "/metadata/name"),
  ).toEqual(["templates/m.yaml:6:3", "templates/m.yaml:6:3"]);
});

const dependencies = `dependencies:
  - {name: sub, version: 1.0.0, repository: "", alias: other}
  - {name: far, version: 1.0.0, repository: "https://x.example"}
`;

test("below charts/ Helm writes aliases and names; the tree has folders", async () => {
  const sub = {
    "charts/folder/Chart.yaml":
      "apiVersion: v2\nname: sub\nversion: 1.0.0\ndependencies: [{name: deep}]\n",
    "charts/folder/templates/s.yaml": "kind: Secret\n",
    "charts/folder/charts/d/Chart.yaml": "apiVersion: v2\nname: deep\nversion: 1.0.0\n",
    "charts/folder/charts/d/templates/s.yaml": "\nkind: Secret\n",
  };
  const output = ["other", "other/charts/deep", "far"].map(
    (path) => `---\n# Source: bp-a/charts/${path}/templates/s.yaml\nkind: Secret\n`,
  );
  expect(await places(sub, output.join(""), "", dependencies)).toEqual([
    "charts/folder/templates/s.yaml:1:1",
    "charts/folder/charts/d/templates/s.yaml:2:1",
    "Chart.yaml:6:5",
  ]);
});

test("a file that nobody knows is the chart's", async () => {
  expect(await places({}, "---\n# Source: bp-a/templates/x.yaml\nkind: A\n", "")).toEqual([
    "Chart.yaml:2:7",
  ]);
  expect(
    await places(
      { "templates/x.yaml": '{{ include "all" . }}' },
      "---\n# Source: bp-a/templates/x.yaml\nkind: A\n",
      "/kind",
    ),
  ).toEqual(["templates/x.yaml:1:1"]);
});

test("a place that Helm names", async () => {
  const unit = await unitOf({ "templates/a.yaml": "a: b\n  {{ fail }}\n" });
  const at = (line: number, column?: number): string => {
    const place = sourcePlace(unit, {
      source: "templates/a.yaml",
      line,
      ...(column && { column }),
    });
    return `${place.line}:${place.column}`;
  };
  expect([at(2, 6), at(2), at(2, 99), at(9)]).toEqual(["2:6", "2:1", "2:13", "3:1"]);
});

test("an object is where its name is written out, not where a name could come from the values", async () => {
  const settings = `{{- if .Values.extra }}
kind: ConfigMap
metadata:
  name: {{ .Values.extra }}
{{- end }}
---
kind: ConfigMap
metadata: { labels: { {{ include "labels" . }} } }
---
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-settings
---
kind: ConfigMap
metadata:
  name: settings
`;
  const rendered = ["r-settings", "settings"]
    .map(
      (name) =>
        `---\n# Source: bp-a/templates/s.yaml\nkind: ConfigMap\nmetadata: {name: ${name}}\n`,
    )
    .join("");
  expect(await places({ "templates/s.yaml": settings }, rendered, "/metadata/name")).toEqual([
    "templates/s.yaml:12:3",
    "templates/s.yaml:16:3",
  ]);
});
