import type { ChartDependency, VendoredChart } from "../model/chart.ts";
import { isHelmRange } from "../model/helm-range.ts";
import { joinPath } from "../model/join-path.ts";
import type { Tree } from "../model/tree.ts";
import type { DependencyFault } from "./dependency-fault.ts";
import { dependencyFault } from "./dependency-fault.ts";
import type { SubchartSource } from "./load.ts";
import { fileChart, declaredDependencies, vendoredCharts } from "./nearby.ts";
import type {
  DependentChart,
  Resolution,
  ResolvedDependency,
  ResolveOptions,
} from "./resolution.ts";
import { accepts } from "./resolution.ts";

/**
 * Finds each declared dependency: in charts/ by the name and version of the embedded Chart.yaml, by `file://`, or, for
 * an `oci://` repository, in the workspace. Ranges are read as Helm reads them; no range takes any version.
 * @throws BpError for charts/ that cannot be read
 */
export function resolveDependencies(
  tree: Tree,
  chart: DependentChart,
  options: ResolveOptions,
): Promise<Resolution> {
  return new Resolver(tree, options).resolve(chart, [chart.folder]);
}

type Answer = ResolvedDependency | readonly DependencyFault[];

class Resolver {
  readonly #tree: Tree;
  readonly #options: ResolveOptions;

  constructor(tree: Tree, options: ResolveOptions) {
    this.#tree = tree;
    this.#options = options;
  }

  /** @param trail the folders of the charts that led here, to tell a cycle */
  async resolve(chart: DependentChart, trail: readonly string[]): Promise<Resolution> {
    const declared = await declaredDependencies(this.#tree, chart);
    if (declared.length === 0) return { resolved: [], faults: [] };
    const vendored = await vendoredCharts(this.#tree, chart.folder);
    const answers: Answer[] = [];
    for (const dependency of declared) {
      answers.push(await this.#one(dependency, { chart, vendored, trail }));
    }
    return {
      resolved: answers.filter((answer) => "source" in answer),
      faults: answers.flatMap((answer) => ("source" in answer ? [] : answer)),
    };
  }

  async #one(
    dependency: ChartDependency,
    asked: { chart: DependentChart; vendored: readonly VendoredChart[]; trail: readonly string[] },
  ): Promise<Answer> {
    const { chart, vendored, trail } = asked;
    const { name, version, repository } = dependency;
    if (version !== "" && !isHelmRange(version)) return [dependencyFault.badRange(dependency)];
    const same = vendored.filter((candidate) => candidate.name === name);
    const found = same.find((candidate) => accepts(dependency, candidate.version));
    if (found !== undefined) return inCharts(dependency, found, chart.folder);
    if (same[0] !== undefined) return [dependencyFault.otherVendored(dependency, same[0])];
    if (repository.startsWith("file://")) return this.#file(dependency, chart, trail);
    const local = this.#local(dependency, chart);
    if (local === undefined) return [dependencyFault.notVendored(dependency, chart.folder)];
    if (accepts(dependency, local.metadata.version)) {
      return this.#embed(dependency, local, { source: "workspace", trail });
    }
    return [dependencyFault.otherInWorkspace(dependency, local)];
  }

  /** The workspace's chart that an `oci://` dependency names. */
  #local(dependency: ChartDependency, parent: DependentChart): DependentChart | undefined {
    if (!this.#options.workspaceDependencies) return undefined;
    if (!dependency.repository.startsWith("oci://")) return undefined;
    const local = this.#options.charts.get(dependency.name);
    return local?.folder === parent.folder ? undefined : local;
  }

  async #file(
    dependency: ChartDependency,
    parent: DependentChart,
    trail: readonly string[],
  ): Promise<Answer> {
    const found = await fileChart(this.#tree, parent.folder, dependency.repository);
    if (found === "outside") return [dependencyFault.outside(dependency)];
    if (found === undefined || found.metadata.name !== dependency.name) {
      return [dependencyFault.noSuchFile(dependency, found)];
    }
    if (accepts(dependency, found.metadata.version)) {
      return this.#embed(dependency, found, { source: "file", trail });
    }
    return [dependencyFault.otherInWorkspace(dependency, found)];
  }

  async #embed(
    dependency: ChartDependency,
    chart: DependentChart,
    { source, trail }: { source: SubchartSource; trail: readonly string[] },
  ): Promise<Answer> {
    if (trail.includes(chart.folder)) {
      return [dependencyFault.cycle(dependency, [...trail, chart.folder])];
    }
    const { resolved, faults } = await this.resolve(chart, [...trail, chart.folder]);
    if (faults.length > 0) return faults;
    return {
      dependency,
      source,
      version: chart.metadata.version,
      path: chart.folder,
      dependencies: resolved,
    };
  }
}

function inCharts(
  dependency: ChartDependency,
  { version, path }: VendoredChart,
  folder: string,
): ResolvedDependency {
  return {
    dependency,
    source: "charts",
    version,
    path: joinPath(folder, path),
    dependencies: [],
  };
}
