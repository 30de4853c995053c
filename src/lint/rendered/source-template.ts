import type { Chart, ChartDependency, Subchart } from "../../model/chart.ts";
import type { Template } from "../template/template.ts";
import { templatesOf } from "../template/template.ts";

/** Where a rendered object comes from, as near as the tree has it. */
export interface SourceTemplate {
  readonly template: Template | undefined;
  /** The dependency of the chart through which it came; undefined for the chart's own files. */
  readonly dependency: ChartDependency | undefined;
}

const step = /^charts\/([^/]+)\//u;

/** The file behind the path that Helm prints: below `charts/` it writes each chart's alias or name, not its folder. */
export function sourceTemplate(chart: Chart, source: string): SourceTemplate {
  let [folder, rest] = ["", source];
  let dependencies: readonly ChartDependency[] | undefined = chart.metadata.dependencies;
  let dependency: ChartDependency | undefined;
  for (let match = step.exec(rest); match !== null; match = step.exec(rest)) {
    const [whole, called = ""] = match;
    const declared: ChartDependency | undefined = dependencies?.find(
      ({ name, alias }) => (alias || name) === called,
    );
    dependency ??= declared;
    const name: string = declared?.name ?? called;
    const below: string = `${folder}charts/`;
    const found: Subchart | undefined = chart.subcharts?.find(
      (one) => one.name === name && isIn(one.path, below),
    );
    folder = `${found?.path ?? below + called}/`;
    dependencies = found?.dependencies;
    rest = rest.slice(whole.length);
  }
  const path = folder + rest;
  return { template: templatesOf(chart)?.find((one) => one.path === path), dependency };
}

function isIn(path: string, folder: string): boolean {
  return path.startsWith(folder) && !path.slice(folder.length).includes("/");
}
