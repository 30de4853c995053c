import type { Location } from "./location.ts";
import type { YamlDocument } from "./yaml-node.ts";

export interface Maintainer {
  readonly name: string;
  readonly email: string;
  readonly url: string;
}

/** A dependency of Chart.yaml (helm pkg/chart/v2/dependency.go). */
export interface ChartDependency {
  readonly name: string;
  /** A range in Helm's grammar, empty where absent. */
  readonly version: string;
  readonly repository: string;
  readonly condition: string;
  readonly tags: readonly string[];
  readonly enabled: boolean;
  readonly importValues: readonly unknown[];
  readonly alias: string;
  readonly at: Location;
}

/** Chart.yaml's known fields, strings empty where absent, sanitised as Helm does (interop §9.7). */
export interface ChartMetadata {
  readonly apiVersion: string;
  readonly name: string;
  readonly version: string;
  readonly kubeVersion: string;
  readonly description: string;
  readonly type: string;
  readonly keywords: readonly string[];
  readonly home: string;
  readonly sources: readonly string[];
  readonly dependencies: readonly ChartDependency[];
  readonly maintainers: readonly Maintainer[];
  readonly icon: string;
  readonly appVersion: string;
  readonly deprecated: boolean;
  readonly annotations: Readonly<Record<string, string>>;
  readonly condition: string;
  readonly tags: string;
}

/** A text file of a chart. */
export interface ChartText {
  /** Below the chart's folder, as `templates/x.yaml` or `charts/sub-1.0.0.tgz/templates/x.yaml`. */
  readonly path: string;
  /** As the file has it, byte order mark and line ends too. */
  readonly text: string;
}

/** A chart in the tree. */
export interface Chart {
  /** The chart's folder, relative to the workspace root, as `platform/x/chart`. */
  readonly folder: string;
  readonly metadata: ChartMetadata;
  /** Where name and version stand in Chart.yaml. */
  readonly nameAt: Location;
  readonly versionAt: Location;
  readonly document: YamlDocument;
  /** values.yaml, undefined where there is none. */
  readonly values: YamlDocument | undefined;
  readonly valuesFile: string | undefined;
  /** Names and versions of what lies in charts/, unpacked or packed, from the embedded Chart.yaml; undefined: not looked at. */
  readonly vendored: readonly VendoredChart[];
  /** Chart.yaml and values.yaml as they are written: what an edit splices. */
  readonly text?: string;
  readonly valuesText?: string;
  /** The files that Helm packages, .helmignore applied: paths below the chart's folder, sorted; undefined: not looked at. */
  readonly packaged?: readonly string[];
  /** What is packaged of templates/, that of the charts in charts/ too, sorted by path; undefined: not looked at, or too much. */
  readonly templates?: readonly ChartText[];
  /** What is packaged of crds/, as of templates/: YAML that Helm applies as it is. */
  readonly crds?: readonly ChartText[];
  /** The charts in charts/ and in theirs, packed ones too, that could be read, sorted by path; undefined: not looked at. */
  readonly subcharts?: readonly Subchart[];
  /** .helmignore; undefined: none, or not looked at. */
  readonly ignore?: ChartText;
  /** Chart.lock; undefined: none, or not looked at. */
  readonly lock?: YamlDocument;
}

/** A chart in charts/, at whatever depth. */
export interface Subchart {
  /** Below the outermost chart's folder, as `charts/x`, `charts/x-1.0.0.tgz` or `charts/x/charts/y`. */
  readonly path: string;
  readonly name: string;
  /** It has no objects of its own. */
  readonly isLibrary: boolean;
  readonly dependencies: readonly ChartDependency[];
  /** The text of its values.yaml; undefined where there is none. */
  readonly values: string | undefined;
}

export interface VendoredChart {
  readonly name: string;
  readonly version: string;
  /** Path below the chart's folder, as `charts/x` or `charts/x-1.0.0.tgz`. */
  readonly path: string;
  readonly packed: boolean;
}
