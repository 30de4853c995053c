import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";

import { run } from "./process.ts";

/** The controllers whose CRDs the manifests are held against, as Go modules. */
const modules = [
  "github.com/fluxcd/source-controller@v1.7.3",
  "github.com/fluxcd/helm-controller@v1.4.3",
  "github.com/fluxcd/kustomize-controller@v1.7.2",
] as const;

/** Copies Flux's CRDs into a folder, from the modules' sources; undefined where Go or the modules cannot be had. */
export async function fluxCrds(folder: string): Promise<string | undefined> {
  await mkdir(folder, { recursive: true });
  for (const module of modules) {
    const { code, stdout } = await run("go", ["mod", "download", "-json", module], {
      cwd: folder,
      timeoutMs: 300_000,
    });
    if (code !== 0) return undefined;
    const { Dir } = JSON.parse(stdout) as { readonly Dir: string };
    await cp(join(Dir, "config/crd/bases"), folder, { recursive: true, mode: 0 });
  }
  return folder;
}
