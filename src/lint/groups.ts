import { foldName } from "../model/blueprint.ts";
import type { Unit } from "../model/workspace.ts";

/** API groups that every Kubernetes serves. */
const builtIn: ReadonlySet<string> = new Set(
  `admissionregistration.k8s.io apiextensions.k8s.io apiregistration.k8s.io apps authentication.k8s.io
  authorization.k8s.io autoscaling batch certificates.k8s.io coordination.k8s.io discovery.k8s.io events.k8s.io
  extensions flowcontrol.apiserver.k8s.io internal.apiserver.k8s.io metrics.k8s.io networking.k8s.io node.k8s.io policy
  rbac.authorization.k8s.io resource.k8s.io scheduling.k8s.io storage.k8s.io storagemigration.k8s.io`.split(
    /\s+/u,
  ),
);

/** Who installs the CRDs of a group, by the group or a group above it: charts and blueprints, without `bp-`. */
const providers: ReadonlyMap<string, readonly string[]> = new Map(
  `argoproj.io argo-cd argo-workflows argo-rollouts argo-events argocd
  autoscaling.k8s.io vpa vertical-pod-autoscaler
  bitnami.com sealed-secrets
  cert-manager.io cert-manager
  cilium.io cilium
  crossplane.io crossplane
  externaldns.k8s.io external-dns
  external-secrets.io external-secrets
  gateway.networking.k8s.io gateway-api gateway-helm envoy-gateway cilium istio kong stunner traefik
  istio.io istio base
  keda.sh keda
  kserve.io kserve kserve-crd
  kyverno.io kyverno
  knative.dev knative knative-operator
  metallb.io metallb
  monitoring.coreos.com kube-prometheus-stack prometheus-operator prometheus-operator-crds kube-prometheus monitoring
  opentelemetry.io opentelemetry opentelemetry-operator
  postgresql.cnpg.io cnpg cloudnative-pg
  sigstore.dev sigstore policy-controller
  snapshot.storage.k8s.io snapshot-controller external-snapshotter
  spiffe.io spire spire-crds
  toolkit.fluxcd.io flux flux2
  traefik.containo.us traefik
  traefik.io traefik
  velero.io velero`
    .split("\n")
    .map((line) => line.trim().split(" "))
    .map(([group = "", ...names]) => [group, names]),
);

/** The group of an apiVersion, empty for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

/** Whether objects of the group need a CRD. */
export function needsCrd(group: string): boolean {
  return group !== "" && !builtIn.has(group);
}

/** The charts and blueprints that are known to install the group's CRDs; undefined where none is known. */
export function providersOf(group: string): readonly string[] | undefined {
  const labels = group.split(".");
  for (let first = 0; first < labels.length - 1; first += 1) {
    const known = providers.get(labels.slice(first).join("."));
    if (known !== undefined) return known;
  }
  return undefined;
}

/** What comes with a unit's own release, and what is there before it: names without `bp-`. */
export function suppliersOf({ name, blueprint, chart }: Unit): {
  readonly own: readonly string[];
  readonly before: readonly string[];
} {
  const embedded = [...(chart?.metadata.dependencies ?? []), ...(chart?.vendored ?? [])];
  return {
    own: [foldName(name), ...embedded.map((one) => foldName(one.name))],
    before: (blueprint?.depends ?? []).map((one) => foldName(one.blueprint)),
  };
}
