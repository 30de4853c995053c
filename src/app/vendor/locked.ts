import type { RequestedDependency } from "../../chart/index.ts";
import { accepts, isInSync } from "../../chart/index.ts";
import type { ChartDependency } from "../../model/chart.ts";
import type { Finding } from "../../model/finding.ts";
import { startOf } from "../../model/location.ts";
import type { Lock, LockedChart } from "../../model/lock.ts";
import { sameVersion } from "./archive-check.ts";
import type { DeclaredChart } from "./declared.ts";
import { keyOf } from "./declared.ts";
import { outOfDate } from "./fault.ts";

/** What the locks say of a dependency. */
export interface LockedVersion {
  readonly version: string;
  /** Undefined where Chart.lock alone knows it. */
  readonly sha256: string | undefined;
}

/** What the locks of one chart say. Where the two differ Chart.lock holds: it is the one that others write too. */
export class ChartLocks {
  readonly #chart: DeclaredChart;
  readonly #entries: ReadonlyMap<string, LockedChart>;
  readonly #inSync: boolean;

  /** @param requested the dependencies, their repositories as addresses */
  constructor(chart: DeclaredChart, lock: Lock, requested: readonly RequestedDependency[]) {
    const { apiVersion } = chart.metadata;
    this.#chart = chart;
    this.#entries = lock.charts.get(chart.folder) ?? new Map();
    this.#inSync =
      chart.lock !== undefined &&
      isInSync(chart.lock, requested, { apiVersion, declared: chart.dependencies });
  }

  /** Undefined where neither lock knows the dependency as it is declared now. */
  versionOf(dependency: ChartDependency): LockedVersion | undefined {
    const entry = this.#entry(dependency);
    const listed = this.#listed(dependency);
    if (listed === undefined) return entry;
    return entry !== undefined && sameVersion(entry.version, listed)
      ? { version: listed, sha256: entry.sha256 }
      : { version: listed, sha256: undefined };
  }

  /** What a frozen run refuses, where Chart.lock is the chart's own business. @param own the chart itself is vendored */
  *differences(own: boolean, isArchive: (one: ChartDependency) => boolean): Generator<Finding> {
    const { dependencies, lock, lockPath } = this.#chart;
    const [first] = dependencies;
    const at = first?.at ?? startOf(`${this.#chart.folder}/Chart.yaml`);
    if (own && first !== undefined && !this.#inSync) {
      const state = lock === undefined ? "is not there" : "is out of date";
      yield outOfDate(at, `${lockPath} ${state}, and --frozen writes none`);
    }
    const known = new Set<string>();
    for (const dependency of dependencies.filter(isArchive)) {
      known.add(keyOf(dependency));
      const why = this.#difference(dependency);
      if (why !== undefined) yield outOfDate(dependency.at, `bp.lock ${why}`);
    }
    for (const key of this.#entries.keys()) {
      if (known.has(key)) continue;
      yield outOfDate(at, `bp.lock holds ${key}, which is no upstream of ${this.#chart.folder}`);
    }
  }

  #difference(dependency: ChartDependency): string | undefined {
    const { name, version, repository } = dependency;
    const entry = this.#entries.get(keyOf(dependency));
    if (entry === undefined) return `does not hold ${keyOf(dependency)}`;
    if (entry.repository !== repository)
      return `has ${name} from ${entry.repository}, not from ${repository}`;
    if (!accepts(dependency, entry.version)) return `has ${name} ${entry.version}, not ${version}`;
    const listed = this.#listed(dependency);
    if (listed === undefined || sameVersion(listed, entry.version)) return undefined;
    return `has ${name} ${entry.version}, Chart.lock has ${listed}`;
  }

  #entry(dependency: ChartDependency): LockedVersion | undefined {
    const entry = this.#entries.get(keyOf(dependency));
    const fits = entry?.repository === dependency.repository && accepts(dependency, entry.version);
    return fits ? entry : undefined;
  }

  /** As Chart.lock has it: by its place where it was made for these dependencies, else by name and range. */
  #listed(dependency: ChartDependency): string | undefined {
    const { lock, dependencies } = this.#chart;
    if (lock === undefined) return undefined;
    if (this.#inSync) return lock.dependencies[dependencies.indexOf(dependency)]?.version;
    return lock.dependencies.find(
      ({ name, version }) => name === dependency.name && accepts(dependency, version),
    )?.version;
  }
}
