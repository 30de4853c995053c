import type { ChartDependency, ChartMetadata } from "../model/chart.ts";
import { satisfiesHelm } from "../model/helm-range.ts";
import type { DependencyFault } from "./dependency-fault.ts";
import type { SubchartSource } from "./load.ts";

/** A chart as far as its dependencies need it; a `Chart` of the workspace is one. */
export interface DependentChart {
  /** Relative to the tree's root. */
  readonly folder: string;
  readonly metadata: ChartMetadata;
}

export interface ResolveOptions {
  /** The workspace's charts by name. */
  readonly charts: ReadonlyMap<string, DependentChart>;
  /** False: an `oci://` dependency is never taken from the workspace. */
  readonly workspaceDependencies: boolean;
}

/** Where a declared dependency comes from. */
export interface ResolvedDependency {
  readonly dependency: ChartDependency;
  readonly source: SubchartSource;
  readonly version: string;
  /** The chart's folder, or its archive in charts/, relative to the tree's root. */
  readonly path: string;
  /** What a chart taken by `file://` or from the workspace needs in turn; empty for one in charts/. */
  readonly dependencies: readonly ResolvedDependency[];
}

export interface Resolution {
  /** In the order of Chart.yaml. */
  readonly resolved: readonly ResolvedDependency[];
  /** What is to be a finding BP204. */
  readonly faults: readonly DependencyFault[];
}

/** Whether the version will do for the dependency, as Helm reads its range. */
export function accepts(dependency: ChartDependency, version: string): boolean {
  return dependency.version === "" || satisfiesHelm(version, dependency.version);
}
