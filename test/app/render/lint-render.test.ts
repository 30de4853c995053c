import { describe, expect, test } from "vitest";

import { lintReport } from "../../../src/app/lint.ts";
import { rendersOf } from "../../../src/app/render/renders-of.ts";
import { helmProgram } from "../../../src/cli/helm/program.ts";
import { spool } from "../../../src/cli/spool.ts";
import { testHelm } from "../../support/helm-path.ts";
import type { Files } from "../../support/workspace.ts";
import { unit } from "../../support/workspace.ts";
import { rulesFor, sourceOf } from "../support/workspace.ts";

/** What the rules on the render say of the workspace, as `rule file:line message`. */
async function told(files: Files): Promise<readonly string[]> {
  const source = await sourceOf(files, {}, { contents: true });
  const { units } = source.workspace;
  const asked = { helms: [helmProgram(testHelm.path, testHelm.version)], kubernetes: undefined };
  const cache = { get: async () => undefined, put: async () => undefined };
  const renders = await rendersOf(units, source, asked, { spool, cache, concurrency: 2 });
  const { findings } = lintReport(source.workspace, units, { ...rulesFor(source), renders });
  return findings
    .filter(({ ruleId }) => /^BP[34]/u.test(ruleId))
    .map(({ ruleId, file, line, message }) => `${ruleId} ${file}:${line} ${message}`);
}

const at = "products/a/chart/templates";

function withTemplates(templates: Readonly<Record<string, string>>, values = ""): Files {
  const placed = Object.entries(templates).map(([name, text]) => [`${at}/${name}`, text]);
  const files = { ...unit("products/a"), ...Object.fromEntries(placed) };
  return { ...files, "products/a/chart/values.yaml": values };
}

const whole = { ...unit("products/a"), "products/a/chart/values.yaml": "" };

const helper = `{{- define "x.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  template:
    spec:
      containers:
        - name: app
          image: "{{ .Values.repository }}:{{ .Values.version }}"
{{- end }}
`;

describe.skipIf(testHelm.path === "")(`the rules on the render of helm ${testHelm.version}`, () => {
  test("a whole chart is in order", async () => {
    expect(await told(whole)).toEqual([]);
  });

  test("what a helper composes", async () => {
    const files = withTemplates(
      { "_x.tpl": helper, "d.yaml": '{{ include "x.deployment" . }}\n' },
      "repository: a/b\nversion: latest\n",
    );
    expect(await told(files)).toEqual([
      `BP309 ${at}/d.yaml:1 a/b:latest is another image every time it is pulled`,
    ]);
  });

  test("what a loop writes twice, and what has no name", async () => {
    const loop = `{{- range list "x" "x" }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ . }}
{{- end }}
---
apiVersion: v1
kind: Secret
metadata:
  name: {{ .Values.none }}
`;
    expect(await told(withTemplates({ "m.yaml": loop }))).toEqual([
      `BP304 ${at}/m.yaml:6 ConfigMap x is rendered twice, also from the same file (${at}/m.yaml:6)`,
      `BP305 ${at}/m.yaml:9 Secret in templates/m.yaml has no metadata.name`,
    ]);
  });

  test("an object of a definition that the same templates write, and of one that nobody brings", async () => {
    const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.x.example}
spec:
  group: x.example
  names: {kind: Thing}
  versions: [{name: v1}]
`;
    const thing = `apiVersion: {{ .Values.group }}/v1\nkind: Thing\nmetadata: {name: t}\n`;
    const files = withTemplates({ "crd.yaml": crd, "t.yaml": thing }, "group: x.example\n");
    expect(await told(files)).toEqual([
      `BP307 ${at}/t.yaml:1 Thing (x.example) is not known when this release is first installed: its CRD is among the same objects (${at}/crd.yaml:6)`,
    ]);
    const foreign = withTemplates({ "t.yaml": thing }, "group: y.example\n");
    expect(await told(foreign)).toEqual([
      `BP411 ${at}/t.yaml:1 no blueprint of the tree brings Thing (y.example)`,
    ]);
  });

  test("a chart that asks for a value", async () => {
    const files = withTemplates({ "m.yaml": 'a: 1\nb: {{ required "say b" .Values.b }}\n' });
    expect(await told(files)).toEqual([
      `BP301 ${at}/m.yaml:2 the chart does not render with its default values: say b`,
    ]);
  });

  test("objects of a chart inside stand in its files, or where it is declared", async () => {
    const needs = ['{ name: sub, version: 1.0.0, repository: "https://x.example", alias: other }'];
    const monitor = "apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata: {name: m}\n";
    const files = {
      ...unit("products/a", { dependencies: needs }),
      "products/a/chart/values.yaml": "",
      "products/a/chart/charts/folder/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 1.0.0\n",
      "products/a/chart/charts/folder/templates/m.yaml": monitor,
    };
    expect(await told(files)).toEqual([
      "BP302 products/a/chart/charts/folder/templates/m.yaml:1 PodMonitor m of monitoring.coreos.com is rendered by default",
      "BP411 products/a/chart/charts/folder/templates/m.yaml:1 no blueprint of the tree brings PodMonitor (monitoring.coreos.com), as bp-kube-prometheus-stack would",
    ]);
  });
});
