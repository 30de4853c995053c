{{/* Prometheus operator objects: each by its own toggle, and only where the operator is. */}}
{{- define "component.monitoring" -}}
{{- if .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" }}
{{- if .Values.serviceMonitor.enabled }}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
{{ include "component.metadata" (dict "root" .) }}
spec:
  selector:
    matchLabels:
      {{- include "component.selector" . | nindent 6 }}
  endpoints:
    - port: metrics
      interval: 30s
{{- end }}
{{- if .Values.podMonitor.enabled }}
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
{{ include "component.metadata" (dict "root" .) }}
spec:
  selector:
    matchLabels:
      {{- include "component.selector" . | nindent 6 }}
  podMetricsEndpoints:
    - port: metrics
      interval: 30s
{{- end }}
{{- if .Values.prometheusRule.enabled }}
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
{{ include "component.metadata" (dict "root" .) }}
spec:
  groups:
    - name: catalyst-{{ .Chart.Name }}
      rules:
        - alert: CatalystComponentDown
          expr: absent(up{namespace="{{ .Release.Namespace }}", service="{{ include "component.fullname" . }}"} == 1)
          for: 5m
          labels: { severity: critical, component: {{ .Chart.Name }} }
          annotations:
            summary: Nothing of {{ .Chart.Name }} answers.
{{- end }}
{{- end }}
{{- end -}}
