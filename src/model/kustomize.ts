/** The names under which Kustomize looks for its file; a folder holds one of them (kustomize api/konfig). */
export const kustomizationFiles: readonly string[] = [
  "kustomization.yaml",
  "kustomization.yml",
  "Kustomization",
];

/** What a blueprint of kind Kustomize ships: its folder manifests/, with a base and overlays. */
export interface KustomizeSource {
  /** Relative to the workspace root, as `platform/x/manifests`. */
  readonly folder: string;
  /** The files that its package carries, as paths below the folder, sorted; undefined: not looked at, or not readable. */
  readonly packaged?: readonly string[];
}
