import { lint } from "../lint/index.ts";
import type { LintOptions } from "../lint/index.ts";
import type { Report } from "../model/report.ts";
import type { Unit, Workspace } from "../model/workspace.ts";

export interface LintReport extends Report {
  readonly summary: {
    readonly blueprints: number;
    readonly charts: number;
    readonly files: number;
    readonly errors: number;
    readonly warnings: number;
    readonly infos: number;
    readonly notRun: readonly { readonly ruleId: string; readonly reason: string }[];
  };
}

/** Every rule on the selection. */
export function lintReport(
  workspace: Workspace,
  units: readonly Unit[],
  options: Pick<LintOptions, "crd" | "nameExceptions">,
): LintReport {
  const selection = new Set(units.map(({ folder }) => folder));
  const { findings, notRun } = lint(workspace, { ...options, selection });
  const of = (severity: string): number =>
    findings.filter((one) => one.severity === severity).length;
  const errors = of("error");
  return {
    schemaVersion: 1,
    command: "lint",
    ok: errors === 0,
    exitCode: errors === 0 ? 0 : 1,
    findings,
    summary: {
      blueprints: units.filter(({ blueprint }) => blueprint !== undefined).length,
      charts: units.filter(({ chart }) => chart !== undefined).length,
      files: workspace.files,
      errors,
      warnings: of("warning"),
      infos: of("info"),
      notRun,
    },
  };
}
