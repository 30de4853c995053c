import { lint, lookedInto } from "../lint/index.ts";
import type { LintOptions, LintResult } from "../lint/index.ts";
import type { Finding } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import type { Unit, Workspace } from "../model/workspace.ts";
import { introduced } from "./changed.ts";
import type { Repair } from "./fix/plan.ts";

export { lookedInto };

export interface LintReport extends Report {
  readonly summary: LintSummary;
  /** What was repaired, or would be, where that was asked; then the findings are those that are left. */
  readonly fixed?: readonly Repair[];
}

export interface LintSummary {
  readonly blueprints: number;
  readonly charts: number;
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly notRun: readonly { readonly ruleId: string; readonly reason: string }[];
  /** Findings that a comment or the configuration silenced. */
  readonly suppressed: number;
  /** Findings that stand in the baseline. */
  readonly baseline: number;
  /** How many warnings are let pass, where that was asked. */
  readonly maxWarnings?: number;
  /** What was compared with, where that was asked, and how many findings were there before. */
  readonly base?: { readonly commit: string; readonly findings: number };
}

export interface LintSettings extends Omit<LintOptions, "selection"> {
  /** More warnings than these fail the run. */
  readonly maxWarnings?: number;
  /** Findings that this revision has are left out. */
  readonly base?: LintBase;
}

export interface LintBase {
  /** The full hash. */
  readonly commit: string;
  readonly findings: readonly Finding[];
}

/** What the rules say of these units. */
export function lintUnits(
  workspace: Workspace,
  units: readonly Unit[],
  options: Omit<LintOptions, "selection">,
): LintResult {
  const selection = new Set(units.map(({ folder }) => folder));
  return lint(workspace, { ...options, selection });
}

/** Every rule on the selection. */
export function lintReport(
  workspace: Workspace,
  units: readonly Unit[],
  { maxWarnings, base, ...options }: LintSettings,
): LintReport {
  const result = lintUnits(workspace, units, options);
  const findings =
    base === undefined ? result.findings : introduced(result.findings, base.findings);
  const of = (severity: string): number =>
    findings.filter((one) => one.severity === severity).length;
  const errors = of("error");
  const warnings = of("warning");
  const ok = errors === 0 && warnings <= (maxWarnings ?? Infinity);
  const before = result.findings.length - findings.length;
  return {
    schemaVersion: 1,
    command: "lint",
    ok,
    exitCode: ok ? 0 : 1,
    findings,
    summary: {
      blueprints: units.filter(({ blueprint }) => blueprint !== undefined).length,
      charts: units.filter(({ chart }) => chart !== undefined).length,
      files: workspace.files,
      errors,
      warnings,
      infos: of("info"),
      notRun: result.notRun,
      suppressed: result.suppressed,
      baseline: result.known,
      ...(maxWarnings === undefined ? {} : { maxWarnings }),
      ...(base === undefined ? {} : { base: { commit: base.commit, findings: before } }),
    },
  };
}
