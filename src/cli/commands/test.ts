import type { TestReport } from "../../app/chart-test/report.ts";
import { testReport } from "../../app/chart-test/report.ts";
import { runTests } from "../../app/chart-test/run-tests.ts";
import { assertCharts } from "../../app/packed-unit.ts";
import { select } from "../../app/select.ts";
import type { Check } from "../../model/check.ts";
import type { Block } from "../../report/index.ts";
import type { Context } from "../context.ts";
import type { Run } from "../declaration.ts";
import { textOption, textsOption } from "../declaration.ts";
import { wholeNumber } from "../number.ts";
import { count } from "../phrase.ts";
import { selectionOf } from "../selection.ts";

/** How much of a failed script's output a person is shown, in lines. */
const shownLines = 20;

export const run: Run = async (args, options, context) => {
  const { workspace, tree, config, folder } = await context.workspace({ contents: true });
  const selection = selectionOf(args, options, { relative: context.relative, folder });
  const units = select(workspace, selection);
  assertCharts(units, "bp test");
  const seconds = wholeNumber(textOption(options, "timeout") ?? "60", "--timeout");
  const { helms, cache } = await context.helms(textsOption(options, "helm"));
  const { sandbox } = await import("../sandbox.ts");
  const { ports, concurrency, interrupted: signal, environment, root } = context;
  const source = { tree, workspace, workspaceDependencies: config.workspaceDependencies };
  const settings = { helms, kubernetes: config.targets.kubernetes, timeLimit: seconds * 1000 };
  const runScript = sandbox(root, environment["PATH"] ?? "");
  const outside = { spool: ports.spool, cache, concurrency, signal, runScript };
  const report = testReport(await runTests(units, source, settings, outside));
  return { report, blocks: await blocks(report, context), checks: report.tests.map(checkOf) };
};

function checkOf({
  unit,
  name,
  status,
  reason = "",
  failures,
}: TestReport["tests"][number]): Check {
  const subject = { group: "test", name: `${unit}: ${name}` };
  if (status === "passed") return { ...subject, state: "passed", detail: "" };
  if (status === "not run") return { ...subject, state: "skipped", detail: reason };
  return { ...subject, state: "failed", detail: failures.join("\n") };
}

const marks = { passed: "good", failed: "bad", "not run": "dim" } as const;

async function blocks(
  { tests, findings, summary, ok }: TestReport,
  { sourceLines }: Context,
): Promise<readonly Block[]> {
  const source = await sourceLines(findings.map(({ file }) => file));
  const told = [
    `${count(summary.passed, "test")} passed`,
    ...(summary.failed === 0 ? [] : [`${summary.failed} failed`]),
    ...(summary.notRun === 0 ? [] : [`${summary.notRun} not run`]),
  ];
  return [
    {
      kind: "table",
      head: ["blueprint", "test", ""],
      rows: tests.map(({ unit, name, status, reason }) => [
        unit,
        name,
        { text: reason === undefined ? status : `${status}: ${reason}`, tone: marks[status] },
      ]),
    },
    { kind: "findings", findings, source },
    ...tests.flatMap(({ file, status, output }): Block[] =>
      status === "failed" && output.trim() !== ""
        ? [{ kind: "raw", text: `${file} printed:\n${lastLines(output)}` }]
        : [],
    ),
    { kind: "line", text: told.join(", "), tone: ok ? "good" : "bad" },
  ];
}

function lastLines(output: string): string {
  const lines = output.trimEnd().split("\n");
  const left = lines.length - shownLines;
  const shown = lines.slice(-shownLines).map((line) => `  ${line}`);
  return [...(left > 0 ? [`  … ${left} lines before`] : []), ...shown].join("\n");
}
