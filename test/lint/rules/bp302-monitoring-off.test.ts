import { expect, test } from "vitest";

import { chart, dependency, template } from "../charts.ts";
import { fixed } from "../fixing.ts";
import { notAsked, printed, reasonOf, sayRendered } from "../rendering.ts";
import { lintFiles, say } from "../support.ts";

const values = "platform/a/chart/values.yaml";
const rule = "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\n";

function valuesOf(text: string, more?: string): Record<string, string> {
  return chart("a", { "values.yaml": text }, more);
}

test.each([
  ["serviceMonitor:\n  enabled: true\n", "2:12 serviceMonitor.enabled"],
  ["x:\n  nodeAgentPodMonitor: {create: yes}\n", "2:33 x.nodeAgentPodMonitor.create"],
  ["prometheus: {servicemonitor: {enabled: true}}\n", "1:40 prometheus.servicemonitor.enabled"],
  ["podMonitorEnabled: true\n", "1:20 podMonitorEnabled"],
  ["metrics: {enableServiceMonitor: true}\n", "1:33 metrics.enableServiceMonitor"],
  ["prometheusRule: true\n", "1:17 prometheusRule"],
])("%j is told", async (text, place) => {
  expect(await say("BP302", valuesOf(text))).toEqual([
    `${values}:${place} is on by default and renders objects of monitoring.coreos.com`,
  ]);
});

test.each([
  "serviceMonitor:\n  enabled: false\n",
  "serviceMonitor:\n  enabled:\n",
  'serviceMonitor:\n  enabled: "{{ .x }}"\n',
  "serviceMonitor:\n  autodetect: true\n",
  "monitoring:\n  enabled: true\n",
  "metrics:\n  enabled: true\n",
])("%j is in order", async (text) => {
  expect(await say("BP302", valuesOf(text))).toEqual([]);
});

test("metrics of an upstream that say nothing of monitors are a warning", async () => {
  const upstream = `dependencies:\n${dependency("app", "1.0.0", "file://../app")}`;
  const { findings } = await lintFiles(valuesOf("app: {metrics: {enabled: true}}\n", upstream));
  const own = findings.filter(({ ruleId }) => ruleId === "BP302");
  expect(own).toMatchObject([{ severity: "warning", line: 1, column: 26, fixable: false }]);
  const said = "app: {metrics: {enabled: true, serviceMonitor: {enabled: false}}}\n";
  expect(await say("BP302", valuesOf(said, upstream))).toEqual([]);
});

test("turned off, the rest as it was", async () => {
  const before = "# top\nserviceMonitor:\n  enabled: true   # why\npodMonitorEnabled: yes\n";
  const { files, left, rounds } = await fixed("BP302", valuesOf(before));
  expect(files[values]).toBe(
    "# top\nserviceMonitor:\n  enabled: false   # why\npodMonitorEnabled: false\n",
  );
  expect([left, rounds]).toEqual([0, 1]);
});

test("what an anchor wrote once is changed where it stands", async () => {
  const { files, left } = await fixed(
    "BP302",
    valuesOf("a: &m {enabled: true}\nserviceMonitor: *m\n"),
  );
  expect(files[values]).toBe("a: &m {enabled: false}\nserviceMonitor: *m\n");
  expect(left).toBe(0);
});

const on = { "values.yaml": "x: {z: 1}\nnever: false\nnone: []\n" };

test.each([
  rule,
  `{{- if .Values.x }}\n${rule}{{- end }}`,
  `{{- if and .Values.x.z $.Values.x }}\n${rule}{{- end }}`,
  `{{- if not .Values.never }}\n${rule}{{- end }}`,
  `{{- range .Values.x }}\n${rule}{{- end }}`,
])("a template that writes one by default: %j", async (text) => {
  const at = text.startsWith("{{") ? "2:13" : "1:13";
  expect(await say("BP302", template(text, on))).toEqual([
    `platform/a/chart/templates/a.yaml:${at} the template writes a PrometheusRule of monitoring.coreos.com by default`,
  ]);
});

test.each([
  `{{- if .Values.never }}\n${rule}{{- end }}`,
  `{{- if .Values.gone.deep }}\n${rule}{{- end }}`,
  `{{- if .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" }}\n${rule}{{- end }}`,
  `{{- if not .Values.x }}\n${rule}{{- end }}`,
  `{{- if .Values.x }}\nkind: A\n{{- else }}\n${rule}{{- end }}`,
  `{{- range .Values.none }}\n${rule}{{- end }}`,
  `{{- range $.Values.never | default list }}\n${rule}{{- end }}`,
  `{{- define "r" }}\n${rule}{{- end }}`,
  `# ${rule.split("\n")[0]}\n`,
])("one that asks first: %j", async (text) => {
  expect(await say("BP302", template(text, on))).toEqual([]);
});

const monitor =
  "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata:\n  name: app\n";

test("a monitor in the render, whatever turned it on", async () => {
  const files = chart("a", {
    "templates/a.yaml": `{{- if (include "on" .) }}\n${monitor}{{- end }}\n`,
  });
  const output = printed(
    "templates/a.yaml",
    monitor,
    "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n",
  );
  expect(await sayRendered("BP302", files, output)).toEqual([
    "platform/a/chart/templates/a.yaml:2:13 ServiceMonitor app of monitoring.coreos.com is rendered by default",
  ]);
  const more = `dependencies:\n${dependency("app", "1.0.0", "https://x")}`;
  const inside = printed("charts/app/templates/m.yaml", monitor);
  expect(await sayRendered("BP302", chart("a", {}, more), inside)).toEqual([
    "platform/a/chart/Chart.yaml:5:5 ServiceMonitor app of monitoring.coreos.com is rendered by default",
  ]);
});

test("what the template says already is said once", async () => {
  const files = chart("a", { "templates/a.yaml": monitor });
  expect(await sayRendered("BP302", files, printed("templates/a.yaml", monitor))).toHaveLength(1);
  expect(await reasonOf("BP302", files)).toBe(notAsked);
});
