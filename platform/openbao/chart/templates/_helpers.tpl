{{/*
All labels of an object. Input: dict root, component. The prefix is bp-, since the upstream chart has names of its own
in the same space.
*/}}
{{- define "bp-openbao.labels" -}}
app.kubernetes.io/name: openbao
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/version: {{ .root.Chart.Version | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/part-of: catalyst
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* The name that the upstream chart gives its objects. */}}
{{- define "bp-openbao.upstream" -}}
{{- if contains "openbao" .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-openbao" .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
