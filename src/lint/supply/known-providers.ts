/**
 * Who installs the CRDs of an API group: charts and blueprints, without `bp-`. A row speaks for the groups below its
 * own too. Read from the charts' own repositories, at the paths named; where an operator makes its CRDs at run time,
 * no chart holds them.
 */
const rows: Readonly<Record<string, string>> = {
  // argo-cd, argo-workflows, argo-rollouts, argo-events: argoproj/argo-helm, charts/*/templates/crds
  "argoproj.io": "argo-cd argo-workflows argo-rollouts argo-events argocd",
  // aquasecurity/trivy-operator, deploy/helm/crds
  "aquasecurity.github.io": "trivy-operator trivy",
  // kubernetes/autoscaler, vertical-pod-autoscaler/charts
  "autoscaling.k8s.io": "vertical-pod-autoscaler vpa",
  // bitnami-labs/sealed-secrets, helm/sealed-secrets/crds
  "bitnami.com": "sealed-secrets",
  // cert-manager/cert-manager, deploy/charts/cert-manager/templates
  "cert-manager.io": "cert-manager",
  // cilium/cilium: the operator makes them
  "cilium.io": "cilium",
  // crossplane/crossplane: the core makes them when it starts
  "crossplane.io": "crossplane",
  // kubernetes-sigs/external-dns, charts/external-dns/crds
  "externaldns.k8s.io": "external-dns",
  // external-secrets/external-secrets, deploy/charts/external-secrets/templates/crds
  "external-secrets.io": "external-secrets",
  // envoyproxy/gateway, charts/gateway-helm/crds; traefik/traefik-helm-chart, traefik/crds. Of the others the blueprints
  // bring them along, since the upstream charts ask for them
  "gateway.networking.k8s.io":
    "gateway-api gateway-helm envoy-gateway cilium istio kong stunner traefik",
  // istio/istio, manifests/charts/base
  "istio.io": "base istio",
  // strimzi/strimzi-kafka-operator, packaging/helm-charts/helm3/strimzi-kafka-operator/crds
  "kafka.strimzi.io": "strimzi-kafka-operator strimzi",
  // kedacore/charts, keda/templates/crds
  "keda.sh": "keda",
  // kserve/kserve, charts/kserve-crd/templates
  "kserve.io": "kserve-crd kserve",
  // knative/operator, config/charts/knative-operator/templates/crds; serving and eventing come with its objects
  "knative.dev": "knative-operator knative",
  // kyverno/kyverno, charts/kyverno/charts/crds
  "kyverno.io": "kyverno",
  // metallb/metallb, charts/metallb/charts/crds
  "metallb.io": "metallb",
  // prometheus-community/helm-charts, charts/kube-prometheus-stack/charts/crds and charts/prometheus-operator-crds
  "monitoring.coreos.com":
    "kube-prometheus-stack prometheus-operator-crds prometheus-operator kube-prometheus monitoring",
  // open-telemetry/opentelemetry-helm-charts, charts/opentelemetry-operator
  "opentelemetry.io": "opentelemetry-operator opentelemetry",
  // cloudnative-pg/charts, charts/cloudnative-pg/templates/crds
  "postgresql.cnpg.io": "cloudnative-pg cnpg",
  // sigstore/helm-charts, charts/policy-controller
  "sigstore.dev": "policy-controller sigstore",
  // kubernetes-csi/external-snapshotter, client/config/crd
  "snapshot.storage.k8s.io": "snapshot-controller external-snapshotter",
  // spiffe/helm-charts-hardened, charts/spire-crds/templates
  "spiffe.io": "spire-crds spire",
  // fluxcd-community/helm-charts, charts/flux2/templates
  "toolkit.fluxcd.io": "flux2 flux",
  // traefik/traefik-helm-chart, traefik/crds
  "traefik.containo.us": "traefik",
  "traefik.io": "traefik",
  // vmware-tanzu/helm-charts, charts/velero/crds
  "velero.io": "velero",
};

/** Charts and blueprints by API group, without `bp-`; `cluster` where every cluster has the group before any of them. */
export type Providers = ReadonlyMap<string, readonly string[] | "cluster">;

const known: Providers = new Map(
  Object.entries(rows).map(([group, names]) => [group, names.split(" ")]),
);

/**
 * Who is known to install the CRDs of a group; undefined where nobody is. What the configuration says of a group, or of
 * one above it, is all that holds for it.
 */
export function providersOf(
  group: string,
  configured: Providers = new Map(),
): readonly string[] | "cluster" | undefined {
  const labels = group.split(".");
  for (const table of [configured, known])
    for (let first = 0; first < labels.length - 1; first += 1) {
      const found = table.get(labels.slice(first).join("."));
      if (found !== undefined) return found;
    }
  return undefined;
}
