import type { Digest } from "../model/digest.ts";

/** What the bill is of: a chart, or manifests for Kustomize. */
export interface SbomSubject {
  readonly kind: "chart" | "kustomize";
  readonly name: string;
  readonly version: string;
  readonly description?: string | undefined;
  /** Of the packed archive. */
  readonly digest?: Digest | undefined;
}

export interface SbomSubchart {
  readonly name: string;
  readonly version: string;
  /** Where it comes from as Chart.yaml declares it, empty where it lies in charts/; credentials in it are dropped. */
  readonly repository: string;
  /** Below the top chart's folder, as `charts/x` or `charts/x/charts/y`: no two are the same. */
  readonly path: string;
  /** How it came in: `charts`, `file`, `workspace`. */
  readonly source: string;
  /** Of its archive, where it came in as one. */
  readonly digest?: Digest | undefined;
}

export interface SbomImage {
  /** As a container runtime takes it: `host/path:tag@digest`, the host and the rest optional. */
  readonly reference: string;
  /** Files below the top chart's folder, as `values.yaml` or `charts/x/values.yaml`: they say whose image it is. */
  readonly foundIn: readonly string[];
}

/** A blueprint that must be there, in a version that only an installation chooses. */
export interface SbomDependency {
  /** Canonical, as `bp-x`. */
  readonly name: string;
  /** Ranges, as declared: one name may be asked for more than once. */
  readonly ranges: readonly string[];
}

export interface SbomTool {
  readonly name: string;
  readonly version: string;
}

/** Everything that enters an SBOM. The order of the lists does not matter. */
export interface SbomInput {
  readonly subject: SbomSubject;
  readonly subcharts: readonly SbomSubchart[];
  readonly images: readonly SbomImage[];
  /** Each name once. */
  readonly dependencies: readonly SbomDependency[];
  readonly tool: SbomTool;
  /** Left out, the SBOM depends on the chart and the tool alone. */
  readonly timestamp?: Date | undefined;
}
