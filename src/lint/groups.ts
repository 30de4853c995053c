/** API groups that every Kubernetes serves. */
const builtIn: ReadonlySet<string> = new Set(
  `admissionregistration.k8s.io apiextensions.k8s.io apiregistration.k8s.io apps authentication.k8s.io
  authorization.k8s.io autoscaling batch certificates.k8s.io coordination.k8s.io discovery.k8s.io events.k8s.io
  extensions flowcontrol.apiserver.k8s.io internal.apiserver.k8s.io metrics.k8s.io networking.k8s.io node.k8s.io policy
  rbac.authorization.k8s.io resource.k8s.io scheduling.k8s.io storage.k8s.io storagemigration.k8s.io`.split(
    /\s+/u,
  ),
);

/** The group of an apiVersion, empty for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

/** Whether objects of the group need a CRD. */
export function needsCrd(group: string): boolean {
  return group !== "" && !builtIn.has(group);
}
