import { resolve } from "node:path";

import { lintReport } from "../../app/lint.ts";
import type { LintReport, LintSummary } from "../../app/lint.ts";
import type { Block } from "../../report/index.ts";
import type { Run } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import type { Outcome } from "../outcome.ts";
import { count } from "../phrase.ts";
import { notRunCheck } from "./checks.ts";
import type { Fixed, Tell } from "./lint-fix.ts";
import { fix, wantsFix } from "./lint-fix.ts";
import { askRenders } from "./lint-render.ts";
import type { LintScope } from "./lint-scope.ts";
import { lintBase, lintScope } from "./lint-scope.ts";
import { howToLint, maxWarnings, writeBaseline } from "./lint-settings.ts";
import { notRunLines } from "./not-run.ts";

export const run: Run = async (args, options, context) => {
  const fixing = wantsFix(options);
  const how = await howToLint(options, context);
  const scope = await lintScope(args, options, context);
  try {
    const ask = await askRenders(options, context);
    const base = await lintBase(options, context, scope, { how, ask });
    const tell: Tell = async (tree, workspace, units) =>
      lintReport(workspace, units, {
        ...(await context.rules(workspace)),
        ...(await ask(tree, workspace, units)),
        ...how,
        ...maxWarnings(options),
        ...(base === undefined ? {} : { base }),
      });
    if (fixing) return await outcomeOf(await fix(scope.units, options, context, tell), scope);
    const report = await tell(scope.tree, scope.workspace, scope.units);
    const target = textOption(options, "writeBaseline");
    if (target !== undefined) return await wroteBaseline(report, resolve(context.cwd, target));
    return await outcomeOf({ report, blocks: [], dryRun: false }, scope);
  } finally {
    await scope.close();
  }
};

async function outcomeOf(
  { report, blocks, dryRun }: Fixed,
  { lines }: LintScope,
): Promise<Outcome> {
  const { findings } = report;
  const checks = report.summary.notRun.map(notRunCheck);
  if (dryRun) return { report, blocks, checks };
  const source = await lines(findings.map(({ file }) => file));
  return {
    report,
    blocks: [...blocks, { kind: "findings", findings, source }, ...summary(report)],
    checks,
  };
}

/** What is written is known from now on: the run has done what was asked. */
async function wroteBaseline(report: LintReport, file: string): Promise<Outcome> {
  const { findings } = report;
  await writeBaseline(file, findings);
  const text = `${file}: ${count(findings.length, "finding")} written, to be let pass with --baseline`;
  return {
    report: { ...report, ok: true, exitCode: 0 },
    blocks: [{ kind: "line", text, tone: "good" }],
  };
}

function summary({ summary: totals, exitCode }: LintReport): readonly Block[] {
  const { blueprints, charts, errors, warnings, infos, notRun } = totals;
  const aside = leftOut(totals);
  const found = [
    ...(errors === 0 ? [] : [count(errors, "error")]),
    ...(warnings === 0 ? [] : [count(warnings, "warning")]),
    ...(infos === 0 ? [] : [`${infos} to note`]),
  ];
  const looked = `${count(blueprints, "blueprint")} and ${count(charts, "chart")}`;
  return [
    ...notRunLines(notRun),
    {
      kind: "line",
      text: `${looked}: ${found.length === 0 ? "nothing to report" : found.join(", ")}${aside}`,
      tone: exitCode === 0 ? "good" : "bad",
    },
  ];
}

/** What is not told, and why: silence must not look like order. */
function leftOut({ suppressed, baseline, base, warnings, maxWarnings }: LintSummary): string {
  const parts = [
    ...(suppressed === 0 ? [] : [`${suppressed} suppressed`]),
    ...(baseline === 0 ? [] : [`${baseline} in the baseline`]),
    ...(base === undefined ? [] : [`${base.findings} that ${base.commit.slice(0, 12)} has too`]),
  ];
  const many = maxWarnings !== undefined && warnings > maxWarnings;
  const limit = many ? `; more than the ${count(maxWarnings, "warning")} let pass` : "";
  return `${parts.length === 0 ? "" : ` (${parts.join(", ")})`}${limit}`;
}
