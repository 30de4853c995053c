import type { StandIn } from "./stand-in.ts";

const release = "{{ .Release.Name }}";

function labels(name: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": release, ...more };
}

const controllers = ["source", "kustomize", "helm", "notification"] as const;

export const flux2: StandIn = {
  name: "flux2",
  version: "2.14.1",
  repository: "https://fluxcd-community.github.io/helm-charts",
  values: `installCRDs: true
policies: { create: true }
sourceController: { resources: {} }
kustomizeController: { resources: {} }
helmController: { container: { additionalArgs: [] }, resources: {} }
notificationController: { resources: {} }
imageAutomationController: { create: true }
imageReflectionController: { create: true }
prometheus: { podMonitor: { create: false } }
`,
  pods: controllers.map((name) => ({
    name: `${name}-controller`,
    labels: { app: `${name}-controller` },
    ports: ["9090", "9292", "8080"],
  })),
  services: [
    { name: "webhook-receiver", port: 80, selector: { app: "notification-controller" } },
    { name: "source-controller", port: 80, selector: { app: "source-controller" } },
  ],
  brings: [
    {
      group: "source.toolkit.fluxcd.io",
      version: "v1",
      kinds: ["GitRepository", "HelmRepository", "HelmChart"],
      when: ".Values.installCRDs",
    },
    {
      group: "kustomize.toolkit.fluxcd.io",
      version: "v1",
      kinds: ["Kustomization"],
      when: ".Values.installCRDs",
    },
    {
      group: "helm.toolkit.fluxcd.io",
      version: "v2",
      kinds: ["HelmRelease"],
      when: ".Values.installCRDs",
    },
  ],
};

export const crossplane: StandIn = {
  name: "crossplane",
  version: "1.18.0",
  repository: "https://charts.crossplane.io/stable",
  values: `replicas: 1
leaderElection: true
rbacManager: { replicas: 1 }
resourcesCrossplane: {}
resourcesRBACManager: {}
packageCache: { sizeLimit: 20Mi }
metrics: { enabled: false }
`,
  pods: [
    { name: "", labels: { app: "crossplane", release }, ports: ["8081", "9443", "8080"] },
    {
      name: "rbac-manager",
      labels: { app: "crossplane-rbac-manager", release },
      ports: ["8080"],
    },
  ],
};

const giteaLabels = labels("gitea", { app: "gitea" });

export const gitea: StandIn = {
  name: "gitea",
  version: "10.5.0",
  repository: "https://dl.gitea.com/charts",
  values: `replicaCount: 1
strategy: {}
persistence: { enabled: true, size: 10Gi }
gitea:
  admin: { existingSecret: null }
  config: {}
  additionalConfigFromEnvs: []
  metrics: { enabled: false, serviceMonitor: { enabled: false } }
postgresql-ha: { enabled: true }
postgresql: { enabled: false }
redis-cluster: { enabled: true }
ingress: { enabled: false }
resources: {}
`,
  pods: [{ name: "", labels: giteaLabels, ports: ["2222", "3000"] }],
  services: [{ name: `${release}-http`, port: 3000, selector: giteaLabels }],
};

export const nats: StandIn = {
  name: "nats",
  version: "1.2.0",
  repository: "https://nats-io.github.io/k8s/helm/charts",
  values: `config:
  cluster: { enabled: false, replicas: 3 }
  jetstream: { enabled: false, fileStore: { pvc: { size: 10Gi } } }
  nats: { tls: { enabled: false, secretName: null } }
container: { env: {}, merge: {} }
podTemplate: { topologySpreadConstraints: {} }
natsBox: { enabled: true }
promExporter: { enabled: false, podMonitor: { enabled: false } }
`,
  pods: [
    {
      name: "",
      kind: "StatefulSet",
      labels: labels("nats", { "app.kubernetes.io/component": "nats" }),
      ports: ["4222", "6222", "8222", "7777"],
    },
  ],
  services: [{ name: release, port: 4222, selector: labels("nats") }],
};

export const cloudnativePg: StandIn = {
  name: "cloudnative-pg",
  version: "0.28.0",
  repository: "https://cloudnative-pg.github.io/charts",
  values: `crds: { create: true }
replicaCount: 1
resources: {}
monitoring: { podMonitorEnabled: false, grafanaDashboard: { create: false } }
`,
  pods: [{ name: "", labels: labels("cloudnative-pg"), ports: ["9443", "8080"] }],
  brings: [
    {
      group: "postgresql.cnpg.io",
      version: "v1",
      kinds: ["Cluster", "Backup", "ScheduledBackup", "Pooler"],
      when: ".Values.crds.create",
    },
  ],
};

export const valkey: StandIn = {
  name: "valkey",
  version: "5.5.1",
  repository: "https://charts.bitnami.com/bitnami",
  values: `global: {}
image: { registry: docker.io, repository: bitnamilegacy/valkey }
architecture: replication
auth: { enabled: true }
primary: { persistence: { size: 8Gi }, resources: {} }
replica: { replicaCount: 3, persistence: { size: 8Gi }, resources: {} }
networkPolicy: { enabled: true }
metrics: { enabled: false, serviceMonitor: { enabled: false }, prometheusRule: { enabled: false } }
`,
  pods: ["primary", "replicas"].map((name) => ({
    name,
    kind: "StatefulSet",
    labels: labels("valkey", { "app.kubernetes.io/component": name.replace(/s$/u, "") }),
    ports: ["6379", "9121"],
  })),
  services: [{ name: `${release}-primary`, port: 6379, selector: labels("valkey") }],
};

const harborParts = ["core", "portal", "registry", "jobservice", "nginx", "redis"];

export const harbor: StandIn = {
  name: "harbor",
  version: "1.18.3",
  repository: "https://helm.goharbor.io",
  values: `externalURL: https://core.harbor.domain
expose: { type: ingress, tls: { enabled: true }, clusterIP: { name: harbor } }
existingSecretAdminPassword: ""
existingSecretSecretKey: ""
registry: { credentials: { existingSecret: "" }, registry: { resources: {} } }
persistence:
  enabled: true
  resourcePolicy: keep
  persistentVolumeClaim: { registry: { size: 5Gi }, jobservice: { jobLog: { size: 1Gi } } }
database:
  type: internal
  external: { host: "", port: "5432", username: "", coreDatabase: "", existingSecret: "", sslmode: disable }
redis: { type: internal }
core: { resources: {} }
jobservice: { resources: {} }
trivy: { enabled: true }
metrics: { enabled: false, serviceMonitor: { enabled: false } }
`,
  pods: harborParts.map((component) => ({
    name: component,
    labels: { app: "harbor", release, component },
    ports: [component === "registry" ? "5000" : "8080", "8001"],
  })),
  services: [
    {
      name: "{{ .Values.expose.clusterIP.name }}",
      port: 80,
      selector: { app: "harbor", component: "nginx" },
    },
  ],
};
