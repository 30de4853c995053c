import type { BpError } from "../../model/error.ts";
import { exitCodeOf } from "../../model/exit-code.ts";
import type { Finding } from "../../model/finding.ts";
import { redact } from "../../model/redact.ts";
import type { Report } from "../../model/report.ts";
import { worstExitCode } from "../../model/report.ts";
import type { CarriedOut } from "./carry-out.ts";
import type { ChartPlan, Origin, PlannedDependency } from "./chart-plan.ts";
import { archiveName } from "./chart-plan.ts";

export interface VendoredDependency {
  readonly name: string;
  /** Empty where there is none. */
  readonly alias: string;
  /** As Chart.yaml asks for it now. */
  readonly range: string;
  readonly version: string;
  /** What the locks said before, null where they did not know it. */
  readonly before: string | null;
  readonly repository: string;
  /** Where the bytes came from: `workspace` and `by-hand` are left where they are. */
  readonly from: Origin | "workspace" | "by-hand";
  /** In charts/; null where nothing is put there. */
  readonly file: string | null;
  readonly sha256: string | null;
}

export interface VendoredChartReport {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  readonly dependencies: readonly VendoredDependency[];
  readonly removed: readonly string[];
  /** Whether Chart.lock was written. */
  readonly locked: boolean;
  readonly edited: readonly string[];
  readonly errors: readonly VendorError[];
}

export interface VendorError {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

export interface VendorReport extends Report {
  readonly charts: readonly VendoredChartReport[];
  /** Whether bp.lock was written. */
  readonly locked: boolean;
  readonly summary: {
    readonly charts: number;
    readonly dependencies: number;
    readonly fetched: number;
    readonly removed: number;
    readonly failed: number;
  };
}

interface Identity {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
}

/** A chart that was vendored, or why not. */
export interface ChartOutcome {
  readonly chart: Identity;
  readonly done: { readonly plan: ChartPlan; readonly written: CarriedOut } | undefined;
  readonly findings: readonly Finding[];
  readonly errors: readonly BpError[];
}

export function vendorReport(outcomes: readonly ChartOutcome[], locked: boolean): VendorReport {
  const findings = outcomes.flatMap((outcome) => outcome.findings);
  const codes = outcomes.flatMap(({ errors }) => errors.map(exitCodeOf));
  const exitCode = worstExitCode(findings.length === 0 ? codes : [...codes, 1]);
  const charts = outcomes.map(chartReport);
  const dependencies = charts.flatMap((chart) => chart.dependencies);
  return {
    schemaVersion: 1,
    command: "vendor",
    ok: exitCode === 0,
    exitCode,
    findings,
    charts,
    locked,
    summary: {
      charts: charts.length,
      dependencies: dependencies.length,
      fetched: dependencies.filter(({ from }) => from === "network").length,
      removed: charts.reduce((sum, { removed }) => sum + removed.length, 0),
      failed: outcomes.filter(({ done }) => done === undefined).length,
    },
  };
}

function chartReport({ chart, done, errors }: ChartOutcome): VendoredChartReport {
  const { name, version, folder } = chart;
  return {
    name,
    version,
    folder,
    dependencies: (done?.plan.dependencies ?? []).map(dependencyReport),
    removed: done?.written.removed ?? [],
    locked: done?.written.locked ?? false,
    edited: done?.written.edited ?? [],
    errors: errors.map(errorReport),
  };
}

export function errorReport({ code, message, hint }: BpError): VendorError {
  return { code, message, ...(hint === undefined ? {} : { hint }) };
}

function dependencyReport(planned: PlannedDependency): VendoredDependency {
  const { dependency, range, version, archive, local, locked } = planned;
  const elsewhere = local === "workspace" ? "workspace" : "by-hand";
  return {
    name: dependency.name,
    alias: dependency.alias,
    range: range ?? dependency.version,
    version,
    before: locked?.version ?? null,
    repository: redact(dependency.repository),
    from: archive?.from ?? elsewhere,
    file: archive === undefined ? null : archiveName(planned),
    sha256: archive?.sha256 ?? null,
  };
}
