import type { DependentChart } from "../../chart/index.ts";
import type { ChartDependency } from "../../model/chart.ts";
import type { Lock } from "../../model/lock.ts";
import type { Source } from "../packaging.ts";
import { allOf } from "./attempt.ts";
import type { ChartPlan, PlannedDependency } from "./chart-plan.ts";
import type { DeclaredChart } from "./declared.ts";
import { readDeclared } from "./declared.ts";
import { archiveEntries, mergeEntries } from "./entries.ts";
import { otherBytes, refused, VendorFault } from "./fault.ts";
import { FileCharts } from "./file-charts.ts";
import { localOf } from "./local.ts";
import { ChartLocks } from "./locked.ts";
import type { Mode } from "./mode.ts";
import { planRemote } from "./plan-remote.ts";
import type { VendorPorts } from "./ports.ts";
import { Upstreams } from "./upstreams.ts";

/** Plans charts; what one of them needs is found once for all. Nothing is written but the cache. */
export class Planner {
  readonly #source: Source;
  readonly #lock: Lock;
  readonly #mode: Mode;
  readonly #upstreams: Upstreams;
  readonly #files: FileCharts;

  constructor(source: Source, lock: Lock, mode: Mode, ports: VendorPorts) {
    this.#source = source;
    this.#lock = lock;
    this.#mode = mode;
    this.#upstreams = new Upstreams(ports);
    this.#files = new FileCharts(source, ports, (chart) => this.#plan(chart, false));
  }

  /**
   * Finds and fetches every dependency of the chart.
   * @throws AggregateError of BpErrors and VendorFaults, all that were met; BpError where the chart cannot be read
   */
  plan(chart: DependentChart): Promise<ChartPlan> {
    return this.#plan(chart, true);
  }

  /** @param own it is vendored itself, not only packaged for another one */
  async #plan(chart: DependentChart, own: boolean): Promise<ChartPlan> {
    const declared = await readDeclared(this.#source.tree, chart);
    const { dependencies } = declared;
    const requested = await this.#upstreams.requested(dependencies);
    const locks = new ChartLocks(declared, this.#lock, requested);
    if (this.#mode.frozen) this.#refuseDifferences(declared, locks, own);
    const planned = await allOf(
      dependencies.map((dependency, at) => {
        const address = requested[at]?.repository ?? dependency.repository;
        return this.#dependency(dependency, { declared, locks, own, address });
      }),
    );
    return {
      chart: declared,
      dependencies: planned,
      entries: mergeEntries([
        archiveEntries(chart.folder, planned),
        ...planned.map(({ inner }) => inner),
      ]),
    };
  }

  #refuseDifferences(declared: DeclaredChart, locks: ChartLocks, own: boolean): void {
    const findings = [...locks.differences(own, (one) => this.#isArchive(one, declared))];
    if (findings.length > 0) throw new VendorFault(findings);
  }

  /** What a folder gives may change with it, but not where the locks are frozen. */
  #refuseOtherBytes(
    { dependency, locked }: Pick<PlannedDependency, "dependency" | "locked">,
    sha256: string,
  ): void {
    if (!this.#mode.frozen || locked?.sha256 === undefined || locked.sha256 === sha256) return;
    throw otherBytes(dependency, { version: locked.version, locked: locked.sha256, sha256 });
  }

  #isArchive(dependency: ChartDependency, declared: DeclaredChart): boolean {
    const { repository } = dependency;
    return repository !== "" && localOf(dependency, declared, this.#source) === undefined;
  }

  async #dependency(
    dependency: ChartDependency,
    asked: {
      readonly declared: DeclaredChart;
      readonly locks: ChartLocks;
      readonly own: boolean;
      readonly address: string;
    },
  ): Promise<PlannedDependency> {
    const { declared, locks, own, address } = asked;
    const locked = this.#mode.updates(dependency) ? undefined : locks.versionOf(dependency);
    const common = {
      dependency,
      address,
      range: undefined,
      local: undefined,
      locked: locks.versionOf(dependency),
      inner: new Map(),
    };
    const local = localOf(dependency, declared, this.#source);
    if (local !== undefined) return { ...common, ...local, archive: undefined };
    if (dependency.repository === "")
      throw refused(
        dependency,
        `${dependency.name} names no repository, and ${declared.folder}/charts/ does not hold it`,
        "name the repository, or put the chart into charts/",
      );
    if (dependency.repository.startsWith("file://")) {
      const { version, archive, entries } = await this.#files.archive(dependency, declared);
      this.#refuseOtherBytes(common, archive.sha256);
      return { ...common, version, archive, inner: entries };
    }
    // A chart that is taken by file:// is not ours to edit.
    const level = own ? this.#mode.level : undefined;
    const place = { repository: dependency.repository, address, name: dependency.name };
    const remote = await planRemote(this.#upstreams, dependency, {
      place,
      locked,
      present: declared.present,
      update: this.#mode.updates(dependency) ? { level, from: common.locked?.version } : undefined,
    });
    return { ...common, ...remote };
  }
}
