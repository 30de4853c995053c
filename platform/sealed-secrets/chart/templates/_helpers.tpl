{{/*
All labels of an object. Input: dict root, component. The prefix is bp-, since the upstream chart has names of its own
in the same space.
*/}}
{{- define "bp-sealed-secrets.labels" -}}
app.kubernetes.io/name: sealed-secrets
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/version: {{ .root.Chart.Version | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/part-of: catalyst
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}
