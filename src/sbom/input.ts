import type { Digest } from "../model/digest.ts";

export interface SbomSupplier {
  readonly name: string;
  readonly contacts: readonly { readonly name: string; readonly email: string }[];
}

/** What a chart says of itself; what it does not say is left out, and an SBOM says so. */
export interface SbomAbout {
  readonly description?: string;
  /** As declared, an SPDX expression or not, and the file that says so. */
  readonly licence?: { readonly text: string; readonly foundIn: string };
  readonly supplier?: SbomSupplier;
  readonly home?: string;
}

/** What the bill is of: a chart, or manifests for Kustomize. */
export interface SbomSubject extends SbomAbout {
  readonly kind: "chart" | "kustomize";
  readonly name: string;
  readonly version: string;
  /** Of the packed archive. */
  readonly digest?: Digest | undefined;
}

export interface SbomSubchart extends SbomAbout {
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
  /** Files below the top chart's folder, with what in them names it, as `values.yaml#image`. */
  readonly foundIn: readonly string[];
  /** The paths of the charts that bring it in, empty for the top chart. */
  readonly owners: readonly string[];
  /** How it was found, as `values` or `render with default values`. */
  readonly foundBy: readonly string[];
  /** The tag is the chart's appVersion, and nowhere written. */
  readonly assumed?: boolean;
}

/** One render of a chart, or why there is none. */
export interface SbomRender {
  /** With which values. */
  readonly name: string;
  /** How many it has; undefined where it was not made. */
  readonly objects?: number;
  readonly reason?: string;
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

/** Everything that enters an SBOM. The order of the lists does not matter, but for that of the renders. */
export interface SbomInput {
  readonly subject: SbomSubject;
  readonly subcharts: readonly SbomSubchart[];
  readonly images: readonly SbomImage[];
  readonly renders: readonly SbomRender[];
  /** Each name once. */
  readonly dependencies: readonly SbomDependency[];
  readonly tool: SbomTool;
  /** Who rendered; undefined where nobody did. */
  readonly helm?: SbomTool | undefined;
  /** The Kubernetes that was rendered for, as `1.33.0`; undefined: that Helm's own choice. */
  readonly kubernetes?: string | undefined;
  /** Left out, the SBOM depends on the chart and the tools alone. */
  readonly timestamp?: Date | undefined;
}
