import { emitYaml } from "../../yaml/index.ts";
import type { NewUnit } from "./unit.ts";

/** Manifests for Kustomize, which run nothing: a namespace with a quota, and an overlay that grants more. */
export function kustomizeManifests(unit: NewUnit): Readonly<Record<string, string>> {
  const name = emitYaml(unit.name).trimEnd();
  return {
    "manifests/base/kustomization.yaml": `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - namespace.yaml
  - quota.yaml
`,
    "manifests/base/namespace.yaml": `apiVersion: v1
kind: Namespace
metadata:
  name: ${name}
`,
    "manifests/base/quota.yaml": quota(name, { pods: 20, memory: "8Gi" }),
    "manifests/overlays/large/kustomization.yaml": `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../../base
patches:
  - path: quota.yaml
`,
    "manifests/overlays/large/quota.yaml": quota(name, { pods: 100, memory: "64Gi" }),
  };
}

function quota(
  namespace: string,
  most: { readonly pods: number; readonly memory: string },
): string {
  return `apiVersion: v1
kind: ResourceQuota
metadata:
  name: quota
  namespace: ${namespace}
spec:
  hard:
    pods: "${most.pods}"
    requests.memory: ${most.memory}
`;
}
