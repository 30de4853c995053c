import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";

import { moduleFolder } from "../derive/go-modules.ts";

/** Whose kinds our overlays use: the Go module, in the version that our umbrellas pin, and where its CRDs lie. */
const sources: readonly (readonly [module: string, ...folders: string[]])[] = [
  ["github.com/cert-manager/cert-manager@v1.16.2", "deploy/crds"],
  [
    "github.com/cilium/cilium@v1.16.5",
    "pkg/k8s/apis/cilium.io/client/crds/v2",
    "pkg/k8s/apis/cilium.io/client/crds/v2alpha1",
  ],
  // Of chart 0.28.0.
  ["github.com/cloudnative-pg/cloudnative-pg@v1.29.0", "config/crd/bases"],
  ["github.com/crossplane/crossplane@v1.18.0", "cluster/crds"],
  ["github.com/external-secrets/external-secrets@v0.10.7", "config/crds/bases"],
  // What Cilium 1.16 implements.
  ["sigs.k8s.io/gateway-api@v1.2.0", "config/crd/standard"],
  // Of spire-crds 0.5.0.
  ["github.com/spiffe/spire-controller-manager@v0.6.0", "config/crd/bases"],
];

/** Copies the CRDs into a folder; undefined where Go or one of the modules cannot be had. */
export async function foreignCrds(folder: string): Promise<string | undefined> {
  await mkdir(folder, { recursive: true });
  for (const [module, ...folders] of sources) {
    const source = await moduleFolder(module);
    if (source === undefined) return undefined;
    for (const one of folders)
      await cp(join(source, one), folder, {
        recursive: true,
        mode: 0,
        filter: (path) => !path.endsWith(".md") && !path.endsWith("kustomization.yaml"),
      });
  }
  return folder;
}
