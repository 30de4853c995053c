import { packedLimit } from "../../archive/index.ts";
import type { DependentChart, PackagedChart } from "../../chart/index.ts";
import { accepts, fileChart, packageChart, planPackage } from "../../chart/index.ts";
import type { ChartDependency } from "../../model/chart.ts";
import { BpError } from "../../model/error.ts";
import { overlayTree } from "../../workspace/index.ts";
import type { OverlaidFile } from "../../workspace/index.ts";
import type { Source } from "../packaging.ts";
import { resolveUnit, unresolved } from "../packaging.ts";
import { checkArchive } from "./archive-check.ts";
import type { ChartPlan, LockEntries, PlannedArchive, PlannedDependency } from "./chart-plan.ts";
import { archiveName } from "./chart-plan.ts";
import { refused } from "./fault.ts";
import { fileCircle } from "./file-circle.ts";
import type { VendorPorts } from "./ports.ts";

type PlanChart = (chart: DependentChart) => Promise<ChartPlan>;

interface FileChart {
  readonly version: string;
  readonly archive: PlannedArchive;
  readonly entries: LockEntries;
}

/** Charts that others name by `file://`, packaged with all that they need in turn; each once. */
export class FileCharts {
  readonly #source: Source;
  readonly #ports: VendorPorts;
  readonly #plan: PlanChart;
  readonly #packaged = new Map<string, Promise<FileChart>>();

  constructor(source: Source, ports: VendorPorts, plan: PlanChart) {
    this.#source = source;
    this.#ports = ports;
    this.#plan = plan;
  }

  /** @throws BpError MATERIAL where it is not there or another one; what its planning and packaging throw */
  async archive(dependency: ChartDependency, parent: DependentChart): Promise<FileChart> {
    const { name, repository, version } = dependency;
    const found = await fileChart(this.#source.tree, parent.folder, repository);
    if (found === "outside")
      throw refused(dependency, `${repository} lies outside the workspace`, pathHint);
    if (found === undefined || found.metadata.name !== name) {
      const there = found === undefined ? "there is no chart" : `there is ${found.metadata.name}`;
      throw refused(dependency, `${name} is not at ${repository}: ${there}`, pathHint);
    }
    const { metadata } = found;
    if (!accepts(dependency, metadata.version))
      throw refused(
        dependency,
        `${found.folder} is ${name} ${metadata.version}, and ${version} is asked for`,
        `ask for ${metadata.version}, or a range that takes it`,
      );
    // Before anything waits for it: two that waited for each other would wait for ever.
    const circle = await fileCircle(this.#source.tree, found);
    if (circle !== undefined)
      throw refused(
        dependency,
        `charts embed each other in a circle: ${circle.join(" → ")}`,
        "take one of the dependencies out",
      );
    const packaged = this.#packaged.get(found.folder) ?? this.#package(found);
    this.#packaged.set(found.folder, packaged);
    return packaged;
  }

  async #package(chart: DependentChart): Promise<FileChart> {
    const { folder, metadata } = chart;
    const { dependencies, entries } = await this.#plan(chart);
    const tree = overlayTree(this.#source.tree, laidOver(folder, dependencies));
    const { resolved, faults } = await resolveUnit(chart, { ...this.#source, tree });
    const [first] = faults;
    if (first !== undefined) throw unresolved(first, faults);
    const plan = await planPackage(tree, chart, {
      dependencies: resolved,
      spool: this.#ports.spool,
    });
    try {
      const archive = await this.#keep(await packageChart(plan, this.#ports.spool), folder);
      return { version: metadata.version, archive, entries };
    } finally {
      await plan.dispose();
    }
  }

  async #keep({ content, name, version }: PackagedChart, folder: string): Promise<PlannedArchive> {
    try {
      const kept = await this.#ports.cache.keep(content.open(), packedLimit, async (packed) => {
        const label = `the package of ${folder}`;
        const hollow = await checkArchive(packed, { name, version, label });
        if (hollow.length > 0) throw new BpError("MATERIAL", hollow.join("\n  "));
      });
      return { sha256: kept.sha256, from: "file", content: kept };
    } finally {
      await content.dispose();
    }
  }
}

const pathHint = "the path is relative to the folder of Chart.yaml, and names the chart's folder";

/** The fetched archives of a chart at their places in charts/. */
export function laidOver(
  folder: string,
  dependencies: readonly PlannedDependency[],
): ReadonlyMap<string, OverlaidFile> {
  return new Map(
    dependencies.flatMap((one) => {
      const content = one.archive?.content;
      // What comes by file:// is packaged from its folder.
      if (content === undefined || one.archive?.from === "file") return [];
      return [[`${folder}/charts/${archiveName(one)}`, content] as const];
    }),
  );
}
