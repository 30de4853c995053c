import { fileChart } from "../../chart/index.ts";
import type { DependentChart } from "../../chart/index.ts";
import { emptyLock } from "../../model/lock.ts";
import { overlayTree } from "../../workspace/index.ts";
import type { OverlaidFile } from "../../workspace/index.ts";
import type { Source } from "../packaging.ts";
import { resolveUnit } from "../packaging.ts";
import { attempt } from "../vendor/attempt.ts";
import type { ChartPlan } from "../vendor/chart-plan.ts";
import { laidOver } from "../vendor/file-charts.ts";
import { Planner } from "../vendor/plan-chart.ts";
import type { VendorPorts } from "../vendor/ports.ts";
import { unvendored } from "./unvendored.ts";

/**
 * The source with the upstream charts that the locks name laid into charts/, where the revision does not carry them: out
 * of the cache, or fetched again, and held against the locks. Nothing is written but the cache.
 * @throws BpError MATERIAL where the locks do not say all of it, and what fetching throws
 */
export async function withLockedCharts(
  chart: DependentChart,
  source: Source,
  upstream: () => VendorPorts,
): Promise<Source> {
  const { faults } = await resolveUnit(chart, source);
  if (faults.length === 0) return source;
  const { workspace, tree } = source;
  const mode = { frozen: true, level: undefined, updates: () => false };
  const planner = new Planner(source, workspace.lock ?? emptyLock, mode, upstream());
  const files = new Map<string, OverlaidFile>();
  const seen = new Set<string>();
  const waiting: DependentChart[] = [chart];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next.folder)) continue;
    seen.add(next.folder);
    const plan = await planned(planner, next);
    for (const [path, file] of laidOver(next.folder, plan.dependencies)) files.set(path, file);
    waiting.push(...(await embedded(plan, source)));
  }
  return { ...source, tree: overlayTree(tree, files) };
}

async function planned(planner: Planner, chart: DependentChart): Promise<ChartPlan> {
  const { value, findings, errors } = await attempt(() => planner.plan(chart));
  if (value !== undefined) return value;
  throw errors[0] ?? unvendored(findings);
}

/** The charts that are packaged from their folders, which need their own upstream charts. */
async function embedded(
  { chart, dependencies }: ChartPlan,
  { tree, workspace }: Source,
): Promise<readonly DependentChart[]> {
  const found = await Promise.all(
    dependencies.map(async ({ local, archive, dependency: { name, repository } }) => {
      if (local === "workspace")
        return workspace.units.find((unit) => unit.chart?.metadata.name === name)?.chart;
      return archive?.from === "file" ? fileChart(tree, chart.folder, repository) : undefined;
    }),
  );
  return found.filter((one) => one !== undefined && one !== "outside");
}
