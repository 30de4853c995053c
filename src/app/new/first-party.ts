import { chartYaml } from "./bare.ts";
import type { NewUnit } from "./unit.ts";

/** The chart of software of one's own: a Deployment, its Service and its ServiceAccount. */
export function firstPartyChart({
  name,
  chartName,
  title,
}: NewUnit): Readonly<Record<string, string>> {
  return {
    "chart/Chart.yaml": chartYaml({ chartName, title }),
    "chart/values.yaml": `replicas: 1

image:
  repository: registry.example.org/${name}
  # Never latest: a release must say what it runs.
  tag: "0.1.0"
  pullPolicy: IfNotPresent

service:
  port: 8080

resources:
  requests: { cpu: 50m, memory: 64Mi }
  limits: { memory: 256Mi }
`,
    "chart/templates/_helpers.tpl": helpers(chartName),
    "chart/templates/deployment.yaml": deployment(chartName),
    "chart/templates/service.yaml": service(chartName),
    "chart/templates/serviceaccount.yaml": `apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "${chartName}.name" . }}
  labels: {{- include "${chartName}.labels" . | nindent 4 }}
automountServiceAccountToken: false
`,
  };
}

function helpers(chart: string): string {
  return `{{- define "${chart}.name" -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "${chart}.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "${chart}.labels" -}}
{{ include "${chart}.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
`;
}

function service(chart: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: {{ include "${chart}.name" . }}
  labels: {{- include "${chart}.labels" . | nindent 4 }}
spec:
  selector: {{- include "${chart}.selector" . | nindent 4 }}
  ports:
    - name: http
      port: {{ .Values.service.port }}
      targetPort: http
`;
}

function deployment(chart: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "${chart}.name" . }}
  labels: {{- include "${chart}.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels: {{- include "${chart}.selector" . | nindent 6 }}
  template:
    metadata:
      labels: {{- include "${chart}.labels" . | nindent 8 }}
    spec:
      serviceAccountName: {{ include "${chart}.name" . }}
      securityContext:
        runAsNonRoot: true
        seccompProfile: { type: RuntimeDefault }
      containers:
        - name: main
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          imagePullPolicy: {{ .Values.image.pullPolicy }}
          ports:
            - name: http
              containerPort: {{ .Values.service.port }}
          readinessProbe:
            tcpSocket: { port: http }
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: { drop: [ALL] }
          resources: {{- toYaml .Values.resources | nindent 12 }}
`;
}
