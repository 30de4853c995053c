{{/* The name every object of this release starts with. */}}
{{- define "crossplane-claims.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 36 | trimSuffix "-" -}}
{{- else if contains "crossplane-claims" .Release.Name -}}
{{- .Release.Name | trunc 36 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-crossplane-claims" .Release.Name | trunc 36 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Selector labels. Input: dict root, component. They never change in a release's life. */}}
{{- define "crossplane-claims.selector" -}}
app.kubernetes.io/name: crossplane-claims
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* All labels of an object. Input: dict root, component. */}}
{{- define "crossplane-claims.labels" -}}
{{ include "crossplane-claims.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/part-of: catalyst
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* The claims that values leave in, as a JSON list. */}}
{{- define "crossplane-claims.claims" -}}
{{- $claims := list -}}
{{- range $claim := .Files.Get "files/claims.yaml" | fromYamlArray -}}
{{- if not (has $claim.kind $.Values.exclude) -}}
{{- $claims = append $claims $claim -}}
{{- end -}}
{{- end -}}
{{- $claims | toJson -}}
{{- end -}}
