import { accepts } from "../../chart/index.ts";
import type { ChartDependency } from "../../model/chart.ts";
import type { Source } from "../packaging.ts";
import type { PlannedDependency } from "./chart-plan.ts";
import type { DeclaredChart } from "./declared.ts";
import { refused } from "./fault.ts";

/**
 * A chart that lies in charts/ by hand, or one of this workspace: nothing is fetched for it.
 * @throws BpError MATERIAL where another version lies there, which Helm would load beside a fetched one
 */
export function localOf(
  dependency: ChartDependency,
  { present, folder }: DeclaredChart,
  source: Source,
): Pick<PlannedDependency, "version" | "local"> | undefined {
  const { name, repository, version } = dependency;
  const packed = repository === "" ? present.archives.values() : [];
  const there = [...present.folders.values(), ...packed].filter((chart) => chart.name === name);
  const found = there.find((chart) => accepts(dependency, chart.version));
  // Helm locks what is asked for, not what lies there.
  if (found !== undefined)
    return { version: repository === "" ? version : found.version, local: "charts" };
  const [other] = there;
  if (other !== undefined)
    throw refused(
      dependency,
      `${folder}/charts/ holds ${name} ${other.version} by hand, and ${version} is asked for`,
      "take it out of charts/, or ask for its version",
    );
  const own = inWorkspace(dependency, folder, source);
  return own === undefined ? undefined : { version: own, local: "workspace" };
}

function inWorkspace(
  dependency: ChartDependency,
  folder: string,
  { workspace, workspaceDependencies }: Source,
): string | undefined {
  if (!workspaceDependencies || !dependency.repository.startsWith("oci://")) return undefined;
  const found = workspace.units.find(({ chart }) => chart?.metadata.name === dependency.name);
  if (found?.chart === undefined || found.chart.folder === folder) return undefined;
  const { version } = found.chart.metadata;
  return accepts(dependency, version) ? version : undefined;
}
