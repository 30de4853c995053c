{{- define "component.template" -}}
metadata:
  labels:
    {{- include "component.labels" . | nindent 4 }}
  annotations:
    checksum/config: {{ .Values.config | toJson | sha256sum }}
    checksum/sovereign: {{ .Values.global | toJson | sha256sum }}
spec:
  {{- include "component.pod" . | nindent 2 }}
  containers:
    - {{- include "component.container" . | nindent 6 }}
      volumeMounts:
        - { name: tmp, mountPath: /tmp }
        {{- if .Values.persistence }}
        - { name: data, mountPath: {{ .Values.persistence.path }} }
        {{- end }}
  volumes:
    - name: tmp
      emptyDir: { sizeLimit: 64Mi }
{{- end -}}

{{- define "component.deployment" -}}
apiVersion: apps/v1
kind: Deployment
{{ include "component.metadata" (dict "root" .) }}
spec:
  {{- if not (.Values.autoscaling).enabled }}
  replicas: {{ .Values.replicas }}
  {{- end }}
  revisionHistoryLimit: 3
  strategy:
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }
  selector:
    matchLabels:
      {{- include "component.selector" . | nindent 6 }}
  template:
    {{- include "component.template" . | nindent 4 }}
{{- end -}}

{{- define "component.statefulset" -}}
apiVersion: apps/v1
kind: StatefulSet
{{ include "component.metadata" (dict "root" .) }}
spec:
  serviceName: {{ include "component.fullname" . }}
  replicas: {{ .Values.replicas }}
  revisionHistoryLimit: 3
  selector:
    matchLabels:
      {{- include "component.selector" . | nindent 6 }}
  template:
    {{- include "component.template" . | nindent 4 }}
  volumeClaimTemplates:
    - metadata:
        name: data
        labels:
          {{- include "component.selector" . | nindent 10 }}
      spec:
        accessModes: [ReadWriteOnce]
        {{- with .Values.persistence.storageClass }}
        storageClassName: {{ . }}
        {{- end }}
        resources:
          requests:
            storage: {{ .Values.persistence.size }}
{{- end -}}
