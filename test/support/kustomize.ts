import type { Files } from "./workspace.ts";

export interface KustomizeOptions {
  readonly version?: string;
  /** Lines below `spec.manifests`. */
  readonly more?: string;
  /** The replicas that the overlay asks for. */
  readonly replicas?: number;
}

/** The files of manifests/: a base with a deployment and a generated ConfigMap, an overlay that changes its image. */
export function manifestFiles({ replicas = 3 }: KustomizeOptions = {}): Record<string, string> {
  return {
    "base/kustomization.yaml": `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - guard.yaml
configMapGenerator:
  - name: rules
    files: [rules.txt]
`,
    "base/rules.txt": "deny everything\n",
    "base/guard.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: { name: guard }
spec:
  selector: { matchLabels: { app: guard } }
  template:
    metadata: { labels: { app: guard } }
    spec:
      containers:
        - name: guard
          image: ghcr.io/acme/guard:1.0.0
`,
    "overlays/prod/kustomization.yaml": `resources:
  - ../../base
patches:
  - path: replicas.yaml
images:
  - name: ghcr.io/acme/guard
    newTag: 1.0.1
`,
    "overlays/prod/replicas.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: { name: guard }
spec: { replicas: ${replicas} }
`,
  };
}

/** A blueprint of kind Kustomize: `kustomize("platform/guard")` is bp-guard 1.0.0. */
export function kustomize(
  folder: string,
  options: KustomizeOptions = {},
  files: Files = manifestFiles(options),
): Record<string, string | Uint8Array> {
  const name = `bp-${folder.slice(folder.lastIndexOf("/") + 1)}`;
  const { version = "1.0.0", more = "overlays: { prod: {} }" } = options;
  const placed = Object.entries(files).map(([path, text]) => [`${folder}/manifests/${path}`, text]);
  return {
    ...Object.fromEntries(placed),
    [`${folder}/blueprint.yaml`]: `apiVersion: catalyst.openova.io/v1
kind: Blueprint
metadata:
  name: ${name}
spec:
  version: ${version}
  card:
    title: ${name}
    summary: Manifests for a test.
  visibility: listed
  manifests:
    source: { kind: Kustomize, ref: "${name}:${version}" }
    ${more}
`,
  };
}
