import { byCodeUnit } from "../../model/order.ts";

/** What upstream charts serve whose bytes are not at hand: by the chart's or blueprint's name, without `bp-`. */
const wellKnown: ReadonlyMap<string, readonly string[]> = new Map(
  `cert-manager cert-manager.io/v1 acme.cert-manager.io/v1
  cilium cilium.io/v2 cilium.io/v2alpha1
  cnpg postgresql.cnpg.io/v1
  cloudnative-pg postgresql.cnpg.io/v1
  crossplane apiextensions.crossplane.io/v1 pkg.crossplane.io/v1
  external-dns externaldns.k8s.io/v1alpha1
  external-secrets external-secrets.io/v1 external-secrets.io/v1beta1 generators.external-secrets.io/v1alpha1
  flux source.toolkit.fluxcd.io/v1 kustomize.toolkit.fluxcd.io/v1 helm.toolkit.fluxcd.io/v2
  flux2 source.toolkit.fluxcd.io/v1 kustomize.toolkit.fluxcd.io/v1 helm.toolkit.fluxcd.io/v2
  gateway-api gateway.networking.k8s.io/v1 gateway.networking.k8s.io/v1beta1
  keda keda.sh/v1alpha1
  kube-prometheus-stack monitoring.coreos.com/v1 monitoring.coreos.com/v1alpha1
  kyverno kyverno.io/v1 kyverno.io/v2
  opentelemetry-operator opentelemetry.io/v1beta1 opentelemetry.io/v1alpha1
  prometheus-operator-crds monitoring.coreos.com/v1 monitoring.coreos.com/v1alpha1
  sealed-secrets bitnami.com/v1alpha1
  traefik traefik.io/v1alpha1
  velero velero.io/v1
  vpa autoscaling.k8s.io/v1`
    .split("\n")
    .map((line) => line.trim().split(" "))
    .map(([name = "", ...versions]) => [name, versions]),
);

/** All of them, sorted, with the kinds of Prometheus' operator, which charts ask for one by one. */
export const everyKnownApi: readonly string[] = [
  ...new Set([
    ...[...wellKnown.values()].flat(),
    ...["PodMonitor", "PrometheusRule", "ServiceMonitor"].map(
      (kind) => `monitoring.coreos.com/v1/${kind}`,
    ),
  ]),
].toSorted(byCodeUnit);

/** As `cert-manager.io/v1`; nothing for a name that is not known. */
export function wellKnownApis(name: string): readonly string[] {
  return wellKnown.get(name) ?? [];
}
