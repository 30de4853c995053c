import { lintReport } from "../../app/lint.ts";
import type { LintReport } from "../../app/lint.ts";
import { select } from "../../app/select.ts";
import type { Block } from "../../report/index.ts";
import type { Run } from "../declaration.ts";
import { count } from "../phrase.ts";
import { selectionOf } from "../selection.ts";

export const run: Run = async (args, options, context) => {
  const { workspace, folder } = await context.workspace();
  const selection = selectionOf(args, options, { relative: context.relative, folder });
  const report = lintReport(workspace, select(workspace, selection), await context.rules());
  const files = report.findings.map(({ file }) => file);
  const source = await context.sourceLines(files);
  return {
    report,
    blocks: [{ kind: "findings", findings: report.findings, source }, ...summary(report)],
  };
};

function summary({ summary: totals, exitCode }: LintReport): readonly Block[] {
  const { blueprints, charts, errors, warnings, infos, notRun } = totals;
  const found = [
    ...(errors === 0 ? [] : [count(errors, "error")]),
    ...(warnings === 0 ? [] : [count(warnings, "warning")]),
    ...(infos === 0 ? [] : [`${infos} to note`]),
  ];
  const reasons = Map.groupBy(notRun, ({ reason }) => reason);
  const skipped = [...reasons].map(
    ([reason, rules]) => `  ${rules.map(({ ruleId }) => ruleId).join(", ")}: ${reason}`,
  );
  const looked = `${count(blueprints, "blueprint")} and ${count(charts, "chart")}`;
  return [
    ...(skipped.length === 0
      ? []
      : [
          {
            kind: "line" as const,
            text: ["not run:", ...skipped].join("\n"),
            tone: "dim" as const,
          },
        ]),
    {
      kind: "line",
      text: found.length === 0 ? `${looked}: nothing to report` : `${looked}: ${found.join(", ")}`,
      tone: exitCode === 0 ? "good" : "bad",
    },
  ];
}
