import type { StandIn } from "./stand-in.ts";

const release = "{{ .Release.Name }}";

export const cilium: StandIn = {
  name: "cilium",
  version: "1.16.5",
  repository: "https://helm.cilium.io",
  values: `kubeProxyReplacement: "false"
k8sServiceHost: ""
k8sServicePort: ""
ipam: { mode: cluster-pool }
bpf: { masquerade: null }
encryption: { enabled: false, type: ipsec }
l7Proxy: true
envoy: { enabled: true }
gatewayAPI: { enabled: false }
l2announcements: { enabled: false }
rollOutCiliumPods: false
operator: { replicas: 2, rollOutPods: false, prometheus: { serviceMonitor: { enabled: false } } }
resources: {}
hubble:
  enabled: true
  relay: { enabled: false }
  ui: { enabled: false }
  metrics: { enabled: null, serviceMonitor: { enabled: false } }
prometheus: { enabled: false, serviceMonitor: { enabled: false } }
`,
  pods: [
    // On the networks of their nodes in truth.
    { name: "agent", labels: { "k8s-app": "cilium" }, ports: ["4244"] },
    { name: "operator", labels: { name: "cilium-operator" }, ports: ["9963"] },
    {
      name: "hubble-relay",
      labels: { "k8s-app": "hubble-relay" },
      ports: ["4245", "9966"],
      when: ".Values.hubble.relay.enabled",
    },
    {
      name: "hubble-ui",
      labels: { "k8s-app": "hubble-ui" },
      ports: ["8081", "8090"],
      when: ".Values.hubble.ui.enabled",
    },
  ],
};

const powerdnsLabels = {
  "app.kubernetes.io/name": "powerdns",
  "app.kubernetes.io/instance": release,
};

export const powerdns: StandIn = {
  name: "powerdns",
  version: "0.10.0",
  repository: "https://schich.tel/helm-charts",
  values: `replicaCount: 1
podSecurityContext: {}
service: { type: ClusterIP }
ingress: { enabled: false }
resources: {}
powerdns:
  zoneName: ""
  api: { key: {} }
  webserver: { bindPort: 8081, allowFrom: "", password: {} }
  dnsupdate: { enabled: false }
  db: { driver: gpgsql, host: {}, port: {}, name: {}, username: {}, password: {} }
  additionalConfig: ""
`,
  pods: [
    {
      name: "",
      labels: powerdnsLabels,
      ports: ["dns-udp=5353/UDP", "dns-tcp=5353", "webserver=8081"],
    },
  ],
  services: [{ name: release, port: 8081, selector: powerdnsLabels }],
};

export const externalDns: StandIn = {
  name: "external-dns",
  version: "1.15.2",
  repository: "https://kubernetes-sigs.github.io/external-dns/",
  values: `provider: { name: aws }
extraArgs: []
env: []
sources: [service, ingress]
policy: upsert-only
registry: txt
txtOwnerId: null
txtPrefix: null
domainFilters: []
resources: {}
serviceMonitor: { enabled: false }
`,
  pods: [
    {
      name: "",
      labels: { "app.kubernetes.io/name": "external-dns", "app.kubernetes.io/instance": release },
      ports: ["7979"],
    },
  ],
  brings: [
    { group: "externaldns.k8s.io", version: "v1alpha1", kinds: ["DNSEndpoint"], when: "crds" },
  ],
};
