{{/* What every pod has in common, under the restricted profile. Input: the chart's root. */}}
{{- define "component.pod" -}}
serviceAccountName: {{ include "component.fullname" . }}
automountServiceAccountToken: {{ .Values.kubernetesAccess | default false }}
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.global.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "component.selector" . | nindent 8 }}
{{- end -}}

{{- define "component.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* The Sovereign's facts, the component's own settings, and Secrets named in values. */}}
{{- define "component.environment" -}}
envFrom:
  - configMapRef:
      name: {{ include "component.sovereign" . }}
  - configMapRef:
      name: {{ include "component.fullname" . }}
{{- with .Values.secretEnv }}
env:
  {{- range $name, $from := . }}
  - name: {{ $name }}
    valueFrom:
      secretKeyRef:
        name: {{ $from.secret }}
        key: {{ $from.key }}
        optional: true
  {{- end }}
{{- end }}
{{- end -}}

{{- define "component.container" -}}
name: {{ .Chart.Name }}
image: {{ include "component.image" .Values.image }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
ports:
  - { name: http, containerPort: 8080, protocol: TCP }
  - { name: metrics, containerPort: 9090, protocol: TCP }
{{ include "component.environment" . }}
startupProbe:
  httpGet: { path: /healthz, port: http }
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: { path: /healthz, port: http }
  periodSeconds: 10
  timeoutSeconds: 3
readinessProbe:
  httpGet: { path: /readyz, port: http }
  periodSeconds: 5
  timeoutSeconds: 3
resources:
  {{- toYaml .Values.resources | nindent 2 }}
securityContext:
  {{- include "component.containerSecurity" . | nindent 2 }}
{{- end -}}
