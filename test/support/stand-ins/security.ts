import type { StandIn } from "./stand-in.ts";

const release = "{{ .Release.Name }}";

function labels(name: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": release, ...more };
}

export const certManager: StandIn = {
  name: "cert-manager",
  version: "v1.16.2",
  repository: "https://charts.jetstack.io",
  values: `crds: { enabled: false, keep: true }
replicaCount: 1
podDisruptionBudget: { enabled: false }
config: {}
resources: {}
webhook: { replicaCount: 1, podDisruptionBudget: { enabled: false }, resources: {} }
cainjector: { replicaCount: 1, podDisruptionBudget: { enabled: false }, resources: {} }
prometheus: { enabled: true, servicemonitor: { enabled: false } }
`,
  pods: [
    {
      name: "",
      labels: labels("cert-manager", { "app.kubernetes.io/component": "controller" }),
      ports: ["9402", "9403"],
    },
    {
      name: "webhook",
      labels: labels("webhook", { "app.kubernetes.io/component": "webhook" }),
      ports: ["10250", "6080", "9402"],
    },
    {
      name: "cainjector",
      labels: labels("cainjector", { "app.kubernetes.io/component": "cainjector" }),
      ports: ["9402"],
    },
  ],
  brings: [
    {
      group: "cert-manager.io",
      version: "v1",
      kinds: ["Certificate", "CertificateRequest", "Issuer", "ClusterIssuer cluster"],
      when: ".Values.crds.enabled",
    },
    {
      group: "acme.cert-manager.io",
      version: "v1",
      kinds: ["Challenge", "Order"],
      when: ".Values.crds.enabled",
    },
  ],
};

export const sealedSecrets: StandIn = {
  name: "sealed-secrets",
  version: "2.16.1",
  repository: "https://bitnami-labs.github.io/sealed-secrets",
  values: `fullnameOverride: ""
keyrenewperiod: ""
resources: {}
metrics: { serviceMonitor: { enabled: false } }
`,
  pods: [{ name: "", labels: labels("sealed-secrets"), ports: ["8080", "8081"] }],
  services: [
    { name: "{{ .Values.fullnameOverride }}", port: 8080, selector: labels("sealed-secrets") },
  ],
  brings: [{ group: "bitnami.com", version: "v1alpha1", kinds: ["SealedSecret"], when: "crds" }],
};

const spiffe = "https://spiffe.github.io/helm-charts-hardened";

export const spireCrds: StandIn = {
  name: "spire-crds",
  version: "0.5.0",
  repository: spiffe,
  values: "{}\n",
  brings: [
    {
      group: "spire.spiffe.io",
      version: "v1alpha1",
      kinds: [
        "ClusterSPIFFEID cluster",
        "ClusterStaticEntry cluster",
        "ClusterFederatedTrustDomain cluster",
      ],
      when: "true",
    },
  ],
};

export const spire: StandIn = {
  name: "spire",
  version: "0.21.0",
  repository: spiffe,
  values: `enabled: null
global: { spire: { clusterName: "", trustDomain: "", recommendations: { enabled: false } } }
spire-server:
  replicaCount: 1
  persistence: { size: 1Gi }
  resources: {}
  controllerManager: { identities: { clusterSPIFFEIDs: {} } }
spire-agent: { resources: {} }
spiffe-oidc-discovery-provider: { enabled: true }
`,
  pods: [
    {
      name: "server",
      kind: "StatefulSet",
      labels: labels("server"),
      ports: ["8081", "8080", "9443", "9988"],
    },
  ],
};

const baoLabels = labels("openbao", { component: "server" });

export const openbao: StandIn = {
  name: "openbao",
  version: "0.16.0",
  repository: "https://openbao.github.io/openbao-helm",
  values: `injector: { enabled: true }
server:
  ha: { enabled: false, replicas: 3, raft: { enabled: false, setNodeId: false, config: "" } }
  dataStorage: { enabled: true, size: 10Gi }
  auditStorage: { enabled: false, size: 10Gi }
  resources: {}
ui: { enabled: false }
serverTelemetry: { serviceMonitor: { enabled: false } }
`,
  pods: [{ name: "", kind: "StatefulSet", labels: baoLabels, ports: ["8200", "8201", "8202"] }],
  services: ["", "-active", "-internal"].map((end) => ({
    name: `${release}${end}`,
    port: 8200,
    selector: baoLabels,
  })),
};

const keycloakLabels = labels("keycloak", { "app.kubernetes.io/component": "keycloak" });

export const keycloak: StandIn = {
  name: "keycloak",
  version: "25.2.0",
  repository: "https://charts.bitnami.com/bitnami",
  values: `global: {}
image: { registry: docker.io, repository: bitnamilegacy/keycloak, tag: 26.3.3-debian-12-r0 }
replicaCount: 1
auth: { adminUser: user }
production: false
proxyHeaders: ""
postgresql: { enabled: true }
externalDatabase: { host: "", port: 5432, user: "", database: "", existingSecret: "", existingSecretPasswordKey: "" }
tls: { enabled: false, existingSecret: "", usePem: false }
ingress: { enabled: false }
networkPolicy: { enabled: true }
resources: {}
metrics: { enabled: false, serviceMonitor: { enabled: false }, prometheusRule: { enabled: false } }
`,
  pods: [
    {
      name: "",
      kind: "StatefulSet",
      labels: keycloakLabels,
      ports: ["8080", "8443", "9000", "7800"],
    },
  ],
  services: [{ name: release, port: 80, selector: keycloakLabels }],
};

export const externalSecrets: StandIn = {
  name: "external-secrets",
  version: "0.10.7",
  repository: "https://charts.external-secrets.io",
  values: `installCRDs: true
replicaCount: 1
leaderElect: false
resources: {}
webhook: { replicaCount: 1, resources: {} }
certController: { resources: {} }
serviceMonitor: { enabled: false }
`,
  pods: [
    { name: "", labels: labels("external-secrets"), ports: ["8080"] },
    { name: "webhook", labels: labels("external-secrets-webhook"), ports: ["10250", "8080"] },
    {
      name: "cert-controller",
      labels: labels("external-secrets-cert-controller"),
      ports: ["8080"],
    },
  ],
  brings: [
    {
      group: "external-secrets.io",
      version: "v1beta1",
      kinds: [
        "ExternalSecret",
        "SecretStore",
        "ClusterSecretStore cluster",
        "ClusterExternalSecret cluster",
      ],
      when: ".Values.installCRDs",
    },
  ],
};
