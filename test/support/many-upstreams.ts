import type { Upstream } from "./upstream.ts";
import { upstream } from "./upstream.ts";

/*
 * Thirty charts as upstreams publish them: libraries, charts in charts two deep, conditions that are on or off, tags,
 * imported values, versions with a v and without.
 */

export const upstreamCount = 30;

export async function manyUpstreams(): Promise<readonly Upstream[]> {
  const libraries = await Promise.all([0, 1, 2, 3, 4].map(library));
  const charts: Upstream[] = [...libraries];
  for (let at = libraries.length; at < upstreamCount; at += 1)
    charts.push(await application(at, libraries[at % libraries.length]));
  return charts;
}

/** The version that the chart of that number has. */
export function versionOf(at: number): string {
  return `${at % 4 === 0 ? "v" : ""}1.${at}.${at % 3}`;
}

function library(at: number): Promise<Upstream> {
  const name = `lib-${at}`;
  return upstream({
    name,
    version: versionOf(at),
    more: "type: library\n",
    files: {
      "values.yaml": `exports:\n  data:\n    from: ${name}\n`,
      "templates/config.yaml": "",
      "templates/_labels.tpl": `{{- define "${name}.labels" -}}
library: ${name}
chart: {{ .Chart.Name }}
release: {{ .Release.Name }}
{{- end -}}
`,
    },
  });
}

async function application(at: number, lib: Upstream | undefined): Promise<Upstream> {
  const name = `up-${at}`;
  const deepest = await part(`deepest-${at}`, []);
  const parts = [
    await part(`switched-${at}`, at % 7 === 0 ? [deepest] : []),
    await part(`tagged-${at}`, []),
  ];
  const charts = lib === undefined ? parts : [lib, ...parts];
  const needs = charts.map(
    (chart) => `- name: ${chart.name}\n  version: "${chart.version}"\n${rule(chart, at)}`,
  );
  return upstream({
    name,
    version: versionOf(at),
    more: `dependencies:\n${needs.join("")}`,
    charts,
    files: {
      "values.yaml": `word: ${name}
replicas: ${at}
switched-${at}: { enabled: ${at % 2 === 0}, word: given by ${name} }
tags: { "t-${at % 3}": ${at % 3 !== 1} }
`,
      "templates/config.yaml": `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-{{ .Chart.Name }}
  labels: {{- include "${lib?.name}.labels" . | nindent 4 }}
data:
  word: {{ .Values.word | quote }}
  version: {{ .Chart.Version | quote }}
  from: {{ .Values.from | default "nowhere" | quote }}
  global: {{ (.Values.global).zone | default "none" | quote }}
  replicas: {{ .Values.replicas | quote }}
`,
    },
  });
}

function rule({ name }: Upstream, at: number): string {
  if (name.startsWith("switched-")) return `  condition: ${name}.enabled\n`;
  if (name.startsWith("tagged-")) return `  tags: ["t-${at % 3}"]\n`;
  return "  import-values: [data]\n";
}

function part(name: string, charts: readonly Upstream[]): Promise<Upstream> {
  const needs = charts.map((chart) => `- { name: ${chart.name}, version: "*" }\n`);
  return upstream({
    name,
    version: "0.1.0",
    ...(charts.length === 0 ? {} : { more: `dependencies:\n${needs.join("")}`, charts }),
  });
}
