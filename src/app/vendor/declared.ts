import { chartLimits } from "../../archive/index.ts";
import type { ChartLock, DependentChart } from "../../chart/index.ts";
import { declaredDependencies, readChartLock, readYaml } from "../../chart/index.ts";
import type { ChartDependency } from "../../model/chart.ts";
import { BpError } from "../../model/error.ts";
import { isHelmRange } from "../../model/helm-range.ts";
import type { Tree } from "../../model/tree.ts";
import type { ChartsFolder } from "./charts-folder.ts";
import { readChartsFolder } from "./charts-folder.ts";

/** A chart as vendoring finds it. */
export interface DeclaredChart extends DependentChart {
  readonly dependencies: readonly ChartDependency[];
  /** `Chart.lock`, or `requirements.lock` of an old chart, relative to the tree's root. */
  readonly lockPath: string;
  readonly lockBytes: Uint8Array | undefined;
  readonly lock: ChartLock | undefined;
  readonly present: ChartsFolder;
}

/** @throws BpError MATERIAL for what Helm would refuse, UNREADABLE, LIMIT */
export async function readDeclared(tree: Tree, chart: DependentChart): Promise<DeclaredChart> {
  const { folder, metadata } = chart;
  const dependencies = await declaredDependencies(tree, chart);
  const lockPath = `${folder}/${metadata.apiVersion === "v1" ? "requirements" : "Chart"}.lock`;
  const there = (await tree.stat(lockPath))?.kind === "file";
  const lockBytes = there ? await tree.read(lockPath, chartLimits.file) : undefined;
  const lock = lockBytes && readChartLock(readYaml(lockBytes, lockPath), lockPath);
  const present = await readChartsFolder(tree, folder);
  checkRanges(dependencies);
  return { folder, metadata, dependencies, lockPath, lockBytes, lock, present };
}

/** The key of a dependency in bp.lock, and its name in the values: its alias, else its name. */
export function keyOf({ alias, name }: ChartDependency): string {
  return alias === "" ? name : alias;
}

function checkRanges(dependencies: readonly ChartDependency[]): void {
  const bad = dependencies.filter(({ version }) => !isHelmRange(version));
  const [first] = bad;
  if (first === undefined) return;
  const lines = bad.map(({ name, version, at }) => {
    const said = version === "" ? "it names no version" : `Helm cannot read its range ${version}`;
    return `${at.file}:${at.line}:${at.column}: ${name}: ${said}`;
  });
  throw new BpError("MATERIAL", lines.join("\n  "), {
    hint: "write an exact version, or a range as ^1.2.0 or >=1.2.0 <2.0.0",
  });
}
