{{/* The objects beside the workload. Input: the chart's root. */}}
{{- define "component.objects" -}}
apiVersion: v1
kind: ServiceAccount
{{ include "component.metadata" (dict "root" .) }}
automountServiceAccountToken: false
---
apiVersion: v1
kind: ConfigMap
{{ include "component.metadata" (dict "root" .) }}
data:
  COMPONENT: {{ .Chart.Name }}
  {{- range $name, $value := .Values.config }}
  {{ $name }}: {{ $value | toString | quote }}
  {{- end }}
---
apiVersion: v1
kind: Service
{{ include "component.metadata" (dict "root" .) }}
spec:
  selector:
    {{- include "component.selector" . | nindent 4 }}
  ports:
    - { name: http, port: 80, targetPort: http, protocol: TCP }
    - { name: metrics, port: 9090, targetPort: metrics, protocol: TCP }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
{{ include "component.metadata" (dict "root" .) }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "component.selector" . | nindent 6 }}
---
{{ include "component.networkPolicy" . }}
{{- if (.Values.autoscaling).enabled }}
---
{{ include "component.autoscaler" . }}
{{- end }}
{{- if (.Values.httpRoute).enabled }}
{{- if .Capabilities.APIVersions.Has "gateway.networking.k8s.io/v1" }}
---
{{ include "component.httpRoute" . }}
{{- end }}
{{- end }}
{{ include "component.monitoring" . }}
{{- end -}}

{{- define "component.networkPolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
{{ include "component.metadata" (dict "root" .) }}
spec:
  podSelector:
    matchLabels:
      {{- include "component.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app.kubernetes.io/part-of: catalyst
      ports:
        - { port: http, protocol: TCP }
    - from:
        {{- toYaml .Values.global.network.allowFrom | nindent 8 }}
      ports:
        - { port: http, protocol: TCP }
        - { port: metrics, protocol: TCP }
  egress:
    - to:
        - podSelector:
            matchLabels:
              app.kubernetes.io/part-of: catalyst
    # Names are resolved by whichever DNS the cluster runs, on either transport.
    - ports:
        - { port: 53, protocol: UDP }
        - { port: 53, protocol: TCP }
    {{- with .Values.egressPorts }}
    - ports:
        {{- range . }}
        - { port: {{ . }}, protocol: TCP }
        {{- end }}
    {{- end }}
{{- end -}}

{{- define "component.autoscaler" -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
{{ include "component.metadata" (dict "root" .) }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "component.fullname" . }}
  minReplicas: {{ .Values.autoscaling.minReplicas }}
  maxReplicas: {{ .Values.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ .Values.autoscaling.targetCPUUtilization }}
{{- end -}}

{{- define "component.httpRoute" -}}
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
{{ include "component.metadata" (dict "root" .) }}
spec:
  parentRefs:
    - name: {{ .Values.global.gateway.name }}
      {{- with .Values.global.gateway.namespace }}
      namespace: {{ . }}
      {{- end }}
  {{- with .Values.global.sovereignFQDN }}
  hostnames:
    - {{ printf "%s.%s" $.Values.httpRoute.host . | quote }}
  {{- end }}
  rules:
    - matches:
        - path: { type: PathPrefix, value: {{ .Values.httpRoute.path | quote }} }
      backendRefs:
        - name: {{ include "component.fullname" . }}
          port: 80
{{- end -}}
