import type { Chart, ChartDependency, VendoredChart } from "../../model/chart.ts";
import { satisfiesHelm } from "../../model/helm-range.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import type { Rule } from "../rule.ts";

/** What is declared and not there is missing from the package too. */
export const vendored: Rule = {
  id: "BP204",
  name: "vendored",
  severity: "error",
  summary:
    "Every dependency that a chart declares lies in its charts/, in a version that is asked for.",
  why: "Helm packages what lies in charts/; a dependency that is declared and absent makes a hollow package, one in another version a surprise.",
  remedy: "Run `bp vendor`, which puts the version that Chart.yaml asks for into charts/.",

  *check({ units, workspace }) {
    const local = chartNames(workspace);
    for (const unit of units) {
      const { chart } = unit;
      if (chart === undefined || isBare(chart)) continue;
      for (const dependency of chart.metadata.dependencies) {
        if (comesFromElsewhere(dependency, local)) continue;
        const fault = faultOf(dependency, chart.vendored);
        if (fault !== undefined) yield { at: dependency.at, message: fault, unit };
      }
    }
  },

  notRun({ units, workspace }) {
    const local = chartNames(workspace);
    const bare = units.filter(
      ({ chart }) =>
        chart !== undefined &&
        isBare(chart) &&
        chart.metadata.dependencies.some((one) => !comesFromElsewhere(one, local)),
    );
    return bare.length === 0 ? undefined : reasonOf(bare);
  },
};

function chartNames({ units }: Workspace): ReadonlySet<string | undefined> {
  return new Set(units.map((unit) => unit.chart?.metadata.name));
}

function isBare({ vendored: found }: Chart): boolean {
  return found.length === 0;
}

/** Taken from another folder or from this workspace when the chart is packaged. */
function comesFromElsewhere(
  { name, repository }: ChartDependency,
  local: ReadonlySet<string | undefined>,
): boolean {
  return repository.startsWith("file://") || (repository.startsWith("oci://") && local.has(name));
}

function faultOf(
  { name, version }: ChartDependency,
  found: readonly VendoredChart[],
): string | undefined {
  const named = found.filter((chart) => chart.name === name);
  if (named.length === 0) return `charts/ does not hold ${name} ${version}`.trimEnd();
  if (named.some((chart) => admits(version, chart.version))) return undefined;
  const versions = named.map((chart) => chart.version).join(", ");
  return `charts/ holds ${name} ${versions}, and Chart.yaml asks for ${version}`;
}

/** No range takes any version, and a version that is not told any range. */
function admits(range: string, version: string): boolean {
  return range === "" || version === "" || satisfiesHelm(version, range);
}

function reasonOf(units: readonly Unit[]): string {
  const names = units.slice(0, 3).map((unit) => unit.name);
  const more = units.length > names.length ? ` and ${units.length - names.length} more` : "";
  return `not vendored: charts/ is empty in ${names.join(", ")}${more}`;
}
