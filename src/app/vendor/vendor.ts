import type { Chart } from "../../model/chart.ts";
import type { Finding } from "../../model/finding.ts";
import { sortFindings } from "../../model/finding.ts";
import { emptyLock } from "../../model/lock.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Source } from "../packaging.ts";
import type { Attempt } from "./attempt.ts";
import { attempt } from "./attempt.ts";
import type { CarriedOut } from "./carry-out.ts";
import { carryOut } from "./carry-out.ts";
import type { ChartPlan } from "./chart-plan.ts";
import { mergeEntries } from "./entries.ts";
import { lockAll } from "./lock-all.ts";
import type { Update } from "./mode.ts";
import { modeOf } from "./mode.ts";
import { Planner } from "./plan-chart.ts";
import type { VendorPorts } from "./ports.ts";
import type { ChartOutcome, VendorReport } from "./report.ts";
import { vendorReport } from "./report.ts";

export interface VendorInput {
  readonly units: readonly Unit[];
  readonly source: Source;
  /** True: the locks must say all of it, and are not written. */
  readonly frozen: boolean;
  /** What is looked for anew; undefined: what the locks do not say. */
  readonly update: Update | undefined;
}

/**
 * Fetches what the charts of the units depend on, checks all of it, moves it into their charts/ and locks it. A chart
 * that fails is left as it was and keeps none of the others back.
 * @throws BpError USAGE where the name to update is no dependency
 */
export async function vendor(input: VendorInput, ports: VendorPorts): Promise<VendorReport> {
  const { units, source, frozen } = input;
  const { workspace, tree } = source;
  const broken = workspace.findings.filter(({ ruleId }) => ruleId === "LOCK");
  if (broken.length > 0) return { ...vendorReport([], false), ...failed(broken) };
  const lock = workspace.lock ?? emptyLock;
  const charts = units.flatMap(({ chart }) => (chart === undefined ? [] : [chart]));
  const planner = new Planner(source, lock, modeOf(input, charts), ports);
  const plans = await Promise.all(
    charts.map(async (chart) => ({ chart, ...(await attempt(() => planner.plan(chart))) })),
  );
  const outcomes: ChartOutcome[] = [];
  for (const planned of plans) {
    outcomes.push(await finish(planned, (plan) => carryOut(plan, tree, { ...ports, frozen })));
  }
  const done = outcomes.flatMap((outcome) => outcome.done?.plan.entries ?? []);
  const locked = !frozen && (await lockAll(tree, lock, mergeEntries(done), ports));
  const report = vendorReport(outcomes, locked);
  return { ...report, findings: sortFindings(report.findings) };
}

async function finish(
  { chart, value: plan, findings, errors }: Attempt<ChartPlan> & { readonly chart: Chart },
  write: (plan: ChartPlan) => Promise<CarriedOut>,
): Promise<ChartOutcome> {
  const identity = identityOf(chart);
  if (plan === undefined) return { chart: identity, done: undefined, findings, errors };
  const written = await attempt(() => write(plan));
  const done = written.value && { plan, written: written.value };
  return { chart: identity, done, findings: written.findings, errors: written.errors };
}

function failed(findings: readonly Finding[]): Pick<VendorReport, "ok" | "exitCode" | "findings"> {
  return { ok: false, exitCode: 1, findings };
}

function identityOf({ metadata: { name, version }, folder }: Chart): ChartOutcome["chart"] {
  return { name, version, folder };
}
