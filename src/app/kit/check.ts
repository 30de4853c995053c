import { lintKits } from "../../lint/index.ts";
import type { HoldOptions } from "../../lint/index.ts";
import type { Finding } from "../../model/finding.ts";
import type { Kit } from "../../model/kit.ts";
import type { Workspace } from "../../model/workspace.ts";
import { checkKit } from "./check-kit.ts";
import type { CheckedKit, KitCheckReport, KitCheckSummary } from "./kit-report.ts";

/** Faults of loading that hide what a file would have shown. */
const hiding: ReadonlySet<string> = new Set(["FILE", "YAML", "CHART"]);

/** Audits kits: what the rules say of them, and each beside its expected graph, the charts and the blueprints. */
export function kitCheck(
  workspace: Workspace,
  kits: readonly Kit[],
  options: Omit<HoldOptions, "selection">,
): KitCheckReport {
  const { findings, notRun } = lintKits(workspace, options);
  const others = (workspace.kits ?? []).filter((kit) => !kits.includes(kit));
  const told = findings.filter((finding) => isKits(finding) && !liesIn(finding, others));
  const checked = kits.map((kit) => checkKit(kit, workspace));
  const failed = told.some(({ severity }) => severity === "error");
  return {
    schemaVersion: 1,
    command: "kit check",
    ok: !failed,
    exitCode: failed ? 1 : 0,
    findings: told,
    kits: checked,
    summary: summaryOf(checked, told, notRun),
  };
}

/** What loading tells of other files is for `bp lint`. */
function isKits({ ruleId }: Finding): boolean {
  return hiding.has(ruleId) || ruleId.startsWith("BP4") || ruleId.startsWith("BP5");
}

function liesIn({ file }: Finding, kits: readonly Kit[]): boolean {
  return kits.some(({ folder }) => file === folder || file.startsWith(`${folder}/`));
}

function summaryOf(
  kits: readonly CheckedKit[],
  findings: readonly Finding[],
  notRun: KitCheckSummary["notRun"],
): KitCheckSummary {
  const sum = (count: (kit: CheckedKit) => number): number =>
    kits.reduce((total, kit) => total + count(kit), 0);
  const of = (severity: Finding["severity"]): number =>
    findings.filter((one) => one.severity === severity).length;
  return {
    kits: kits.length,
    present: sum(({ present }) => present),
    expected: sum(({ expected }) => expected),
    deferred: sum(({ deferred }) => deferred.length),
    drift: sum(({ drift }) => drift.length),
    pinDrift: sum(({ pinDrift }) => pinDrift.length),
    cycles: sum(({ cycles }) => cycles.length),
    redundantEdges: sum(({ redundantEdges }) => redundantEdges.length),
    blueprintDiffs: sum(({ blueprintDiffs }) => blueprintDiffs.length),
    errors: of("error"),
    warnings: of("warning"),
    infos: of("info"),
    notRun,
  };
}
