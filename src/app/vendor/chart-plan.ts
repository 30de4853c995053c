import type { LockedDependency, RequestedDependency } from "../../chart/index.ts";
import type { ChartDependency } from "../../model/chart.ts";
import type { LockedChart } from "../../model/lock.ts";
import type { CachedArchive } from "../../repository/index.ts";
import type { DeclaredChart } from "./declared.ts";
import type { LockedVersion } from "./locked.ts";

/** Where the bytes of an archive come from: `charts` where they lie in place already. */
export type Origin = "charts" | "cache" | "network" | "file";

export interface PlannedArchive {
  readonly sha256: string;
  readonly from: Origin;
  /** Undefined where it lies in place. */
  readonly content: CachedArchive | undefined;
}

/** A dependency and what becomes of it. */
export interface PlannedDependency {
  /** As Chart.yaml has it. */
  readonly dependency: ChartDependency;
  /** What Chart.yaml is to ask for instead. */
  readonly range: string | undefined;
  /** What its repository stands for. */
  readonly address: string;
  /** Exact, but for a chart that is in charts/ by hand: as declared, as Helm locks it. */
  readonly version: string;
  /** Undefined where nothing is fetched: by hand in charts/, or a chart of the workspace. */
  readonly archive: PlannedArchive | undefined;
  readonly local: "charts" | "workspace" | undefined;
  /** What the locks said before. */
  readonly locked: LockedVersion | undefined;
  /** What a chart that is taken by `file://` has fetched for itself. */
  readonly inner: LockEntries;
}

/** Entries of bp.lock: by chart folder, then by dependency. */
export type LockEntries = ReadonlyMap<string, ReadonlyMap<string, LockedChart>>;

/** All that vendoring one chart will write. */
export interface ChartPlan {
  readonly chart: DeclaredChart;
  readonly dependencies: readonly PlannedDependency[];
  /** Of the chart, and of those that it takes by `file://`. */
  readonly entries: LockEntries;
}

/** What is asked for once the plan is carried out. */
export function requestedBy(dependencies: readonly PlannedDependency[]): RequestedDependency[] {
  return dependencies.map(({ dependency, range, address }) => ({
    ...dependency,
    version: range ?? dependency.version,
    repository: address,
  }));
}

export function lockedBy(dependencies: readonly PlannedDependency[]): LockedDependency[] {
  return dependencies.map(({ dependency: { name }, version, address }) => ({
    name,
    version,
    repository: address,
  }));
}

export function archiveName({ dependency, version }: PlannedDependency): string {
  return `${dependency.name}-${version}.tgz`;
}
