import { textsOf } from "../../app/fix/plan.ts";
import type { MigratePlan, MigrateReport } from "../../app/migrate.ts";
import { migrate } from "../../app/migrate.ts";
import { select } from "../../app/select.ts";
import type { Block } from "../../report/index.ts";
import { unifiedDiff } from "../../report/index.ts";
import type { Run } from "../declaration.ts";
import { flag } from "../declaration.ts";
import { count } from "../phrase.ts";
import { selectionOf } from "../selection.ts";

/** Shows the diff and nothing else on standard output, so that it can be applied; with `--write`, applies it. */
export const run: Run = async (args, options, context) => {
  const { workspace, tree, config, folder } = await context.workspace();
  const selection = selectionOf(args, options, { relative: context.relative, folder });
  const folders = new Set(select(workspace, selection).map((unit) => unit.folder));
  const plan = await migrate(tree, config, folders);
  const written = flag(options, "write");
  if (written) await context.replaceFiles(plan.files);
  const report = { ...plan.report, written };
  if (!written)
    for (const line of leftLines(report)) context.ports.emit({ kind: "note", message: line });
  return { report, blocks: written ? wrote(report, plan) : await preview(plan) };
};

async function preview({ files }: MigratePlan): Promise<readonly Block[]> {
  if (files.length === 0) return [{ kind: "line", text: "nothing to migrate", tone: "good" }];
  return [{ kind: "raw", text: await unifiedDiff(files.map(textsOf)), language: "diff" }];
}

function wrote(report: MigrateReport, { files }: MigratePlan): readonly Block[] {
  const { changes } = report;
  const lines = files.map(({ path }) => `  ${path}`);
  const text = [
    `migrated ${count(files.length, "file")}, ${count(changes.length, "change")}:`,
    ...lines,
  ].join("\n");
  const left = leftLines(report);
  return [
    ...(files.length === 0
      ? [{ kind: "line" as const, text: "nothing to migrate", tone: "good" as const }]
      : [{ kind: "line" as const, text, tone: "good" as const }]),
    ...left.map((line) => ({ kind: "line" as const, text: line, tone: "warn" as const })),
  ];
}

function leftLines({ left }: MigrateReport): readonly string[] {
  return left.map(
    ({ file, line, column, message }) => `${file}:${line}:${column}: left: ${message}`,
  );
}
