import type { ManifestFiles } from "./kustomization.ts";
import { readKustomizations } from "./kustomization.ts";
import type { ManifestTree } from "./reach.ts";

/** Whether a file of manifests/ is read as YAML. */
export function isYaml(path: string): boolean {
  return /(?:\.ya?ml|(?:^|\/)Kustomization)$/u.test(path);
}

export function manifestTree(files: ManifestFiles): ManifestTree {
  return { ...files, kustomizations: readKustomizations(files) };
}
