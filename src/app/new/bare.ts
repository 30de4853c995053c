import type { NewUnit } from "./unit.ts";

/** A chart of manifests alone, which runs nothing: one ConfigMap to begin with. */
export function bareChart({ chartName, title }: NewUnit): Readonly<Record<string, string>> {
  return {
    "chart/values.yaml": `# Entries of the ConfigMap.
settings:
  greeting: hello
`,
    "chart/templates/configmap.yaml": `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name | trunc 63 | trimSuffix "-" }}
  labels:
    app.kubernetes.io/name: {{ .Chart.Name }}
    app.kubernetes.io/instance: {{ .Release.Name }}
data: {{- toYaml .Values.settings | nindent 2 }}
`,
    "chart/Chart.yaml": chartYaml({ chartName, title }),
  };
}

/** Chart.yaml of a chart that embeds no other. */
export function chartYaml({ chartName, title }: Pick<NewUnit, "chartName" | "title">): string {
  return `# yaml-language-server: $schema=https://json.schemastore.org/chart.json
apiVersion: v2
name: ${chartName}
version: 0.1.0
appVersion: "0.1.0"
description: Say in one sentence what ${title} does.
type: application
kubeVersion: ">=1.29.0-0"
annotations:
  # First-party: there is no upstream chart to embed.
  catalyst.openova.io/no-upstream: "true"
`;
}
