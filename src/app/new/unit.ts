/**
 * Software of one's own, a chart of manifests that run nothing, an upstream chart with values of one's own, or manifests for
 * Kustomize.
 */
export type Kind = "blueprint" | "chart" | "kustomize" | "umbrella";

/** What is written new. */
export interface NewUnit {
  /** The last part of the folder, without `bp-`. */
  readonly name: string;
  /** `bp-` and the name. */
  readonly chartName: string;
  /** The name for a reader. */
  readonly title: string;
  /** Relative to the workspace root. */
  readonly folder: string;
}

/** The chart that an umbrella is around, in the order that Helm writes. */
export interface Upstream {
  readonly name: string;
  /** Exact, as 1.2.3. */
  readonly version: string;
  /** An https, oci or file URL. */
  readonly repository: string;
}
