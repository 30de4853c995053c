import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";

import { moduleFolder } from "../derive/go-modules.ts";

/** The CRDs of whom `bp policy` writes for: the Go module, and where in it they lie. */
const sources: readonly (readonly [module: string, ...paths: string[]])[] = [
  ["github.com/fluxcd/source-controller@v1.9.2", "config/crd/bases"],
  [
    "github.com/kyverno/kyverno@v1.19.1",
    "config/crds/policies.kyverno.io/policies.kyverno.io_imagevalidatingpolicies.yaml",
  ],
  [
    "github.com/sigstore/policy-controller@v0.13.1",
    "config/300-clusterimagepolicy.yaml",
    "config/300-trustroot.yaml",
  ],
];

/** Copies the CRDs into a folder. @throws Error where one of the modules cannot be had */
export async function policyCrds(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [module, ...paths] of sources) {
    const source = await moduleFolder(module);
    if (source === undefined) throw new Error(`the Go module ${module} cannot be had`);
    for (const path of paths) {
      const isFile = path.endsWith(".yaml");
      const to = isFile ? join(folder, path.slice(path.lastIndexOf("/") + 1)) : folder;
      await cp(join(source, path), to, { recursive: true, mode: 0 });
    }
  }
  return folder;
}
