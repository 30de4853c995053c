import type { BpError } from "../../model/error.ts";
import { exitCodeOf } from "../../model/exit-code.ts";
import { sortFindings } from "../../model/finding.ts";
import type { Report } from "../../model/report.ts";
import { worstExitCode } from "../../model/report.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Source } from "../packaging.ts";
import { attempt } from "./attempt.ts";
import type { Level } from "./level.ts";
import { lookAt } from "./look-at.ts";
import type { UpstreamPorts } from "./ports.ts";
import type { VendorError } from "./report.ts";
import { errorReport } from "./report.ts";
import { Upstreams } from "./upstreams.ts";

export interface OutdatedDependency {
  /** The chart that depends on it, and its folder. */
  readonly chart: string;
  readonly folder: string;
  readonly name: string;
  /** Empty where there is none. */
  readonly alias: string;
  readonly repository: string;
  /** As Chart.yaml asks for it. */
  readonly range: string;
  /** What is locked, else what is asked for exactly; null where neither is. */
  readonly current: string | null;
  /** The newest in the range, null where none is. */
  readonly wanted: string | null;
  /** The newest of all, pre-releases apart; null where there is none. */
  readonly latest: string | null;
  /** The step from the current to the latest one, null where it is the latest. */
  readonly step: Level | null;
  /** The newest within a step of each level, null where none is newer. */
  readonly patch: string | null;
  readonly minor: string | null;
  readonly major: string | null;
  /** Upstream says that the chart has no future. */
  readonly deprecated: boolean;
}

export interface OutdatedReport extends Report {
  readonly dependencies: readonly OutdatedDependency[];
  readonly errors: readonly VendorError[];
  readonly summary: { readonly dependencies: number; readonly outdated: number };
}

export interface OutdatedInput {
  readonly units: readonly Unit[];
  readonly source: Source;
}

/** What the upstreams of the units' charts have that is newer. Nothing is written but the cache. */
export async function outdated(
  { units, source }: OutdatedInput,
  ports: UpstreamPorts,
): Promise<OutdatedReport> {
  const upstreams = new Upstreams(ports);
  const charts = units.flatMap(({ chart }) => (chart === undefined ? [] : [chart]));
  const seen = await Promise.all(
    charts.map((chart) => attempt(() => lookAt(chart, source, upstreams))),
  );
  const dependencies = seen.flatMap(({ value }) => value?.dependencies ?? []);
  const findings = seen.flatMap(({ value, findings: met }) => [...(value?.findings ?? []), ...met]);
  const errors = seen.flatMap(({ value, errors: met }) => [...(value?.errors ?? []), ...met]);
  return {
    schemaVersion: 1,
    command: "outdated",
    ...verdict(findings.length, errors),
    findings: sortFindings(findings),
    dependencies,
    errors: errors.map(errorReport),
    summary: {
      dependencies: dependencies.length,
      outdated: dependencies.filter(({ step }) => step !== null).length,
    },
  };
}

function verdict(
  findings: number,
  errors: readonly BpError[],
): Pick<OutdatedReport, "ok" | "exitCode"> {
  const exitCode = worstExitCode([...errors.map(exitCodeOf), findings === 0 ? 0 : 1]);
  return { ok: exitCode === 0, exitCode };
}
