{{/* The name of a component's objects: the release's, then the component's. */}}
{{- define "component.fullname" -}}
{{- printf "%s-%s" (.Release.Name | trunc 30 | trimSuffix "-") .Chart.Name -}}
{{- end -}}

{{/* The shared ConfigMap, which the umbrella renders. */}}
{{- define "component.sovereign" -}}
{{- printf "%s-sovereign" (.Release.Name | trunc 30 | trimSuffix "-") -}}
{{- end -}}

{{/* Selector labels. They never change in a release's life. */}}
{{- define "component.selector" -}}
app.kubernetes.io/name: catalyst
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: {{ .Chart.Name }}
{{- end -}}

{{- define "component.labels" -}}
{{ include "component.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: catalyst
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* Head of an object. Input: dict root, optional suffix. */}}
{{- define "component.metadata" -}}
metadata:
  name: {{ include "component.fullname" .root }}{{ with .suffix }}-{{ . }}{{ end }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "component.labels" .root | nindent 4 }}
{{- end -}}

{{/* An image reference, pinned by digest where one is given. Input: an image value. */}}
{{- define "component.image" -}}
{{ .repository }}:{{ .tag }}{{ with .digest }}@{{ . }}{{ end }}
{{- end -}}
