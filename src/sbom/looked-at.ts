/** Where images were looked for, so that a reader knows what may be missing. */
export const lookedAt = {
  chart: "values and literal image lines; templates were not rendered",
  kustomize: "manifests, patches and the images of kustomizations; nothing was built",
} as const;
