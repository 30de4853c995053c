import type { Unit, Workspace } from "../model/workspace.ts";
import { chartNames, isRemote, withChart } from "./charts.ts";

/** Why a rule about what upstream repositories hold did not look; undefined where no chart is from one. */
export function needsNetwork(
  units: readonly Unit[],
  workspace: Workspace,
  tellers: string,
): string | undefined {
  const local = chartNames(workspace);
  const remote = withChart(units).some(({ chart }) =>
    chart.metadata.dependencies.some((dependency) => isRemote(dependency, local)),
  );
  return remote ? `it asks the upstream repositories, which ${tellers}` : undefined;
}
