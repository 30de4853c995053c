import { packageChart, planPackage } from "../../chart/index.ts";
import type { ResolvedDependency } from "../../chart/index.ts";
import { startOf } from "../../model/location.ts";
import type { Content, Spool } from "../../model/ports.ts";
import type { RunScript, ScriptOutcome } from "../../model/sandbox.ts";
import type { Source } from "../packaging.ts";
import { resolveUnit } from "../packaging.ts";
import type { TestFile } from "./files.ts";
import { folderOf } from "./files.ts";
import type { TestResult } from "./result.ts";

export interface ScriptPorts {
  readonly spool: Spool;
  readonly runScript: RunScript;
  readonly signal?: AbortSignal;
}

export interface ScriptSettings {
  /** The Helm program that the script finds. */
  readonly helm: string;
  /** In milliseconds. */
  readonly timeLimit: number;
}

/** Runs a script on a copy of its unit, with the charts that its chart takes from the workspace put into charts/. */
export async function runScriptTest(
  test: TestFile,
  source: Source,
  { helm, timeLimit }: ScriptSettings,
  { spool, runScript, signal }: ScriptPorts,
): Promise<TestResult> {
  const { unit, file } = test;
  const name = file.slice(file.lastIndexOf("/") + 1);
  const about = { unit, file, name, kind: "script" as const };
  const { resolved, faults } = await resolveUnit(unit.chart, source);
  const [fault] = faults;
  if (fault !== undefined)
    return { ...about, status: "not run", reason: fault.message, failures: [], output: "" };
  const added = new Map<string, Content>();
  for (const one of resolved) {
    const archive = await archiveOf(one, source, spool);
    if (archive === undefined) continue;
    added.set(`${unit.chart.folder}/charts/${archive.fileName}`, archive.content);
  }
  const outcome = await runScript(
    {
      copied: unit.folder,
      added,
      script: file,
      folder: folderOf(test),
      helm,
      environment: { CHART_DIR: `<root>/${unit.chart.folder}` },
      timeLimit,
    },
    signal,
  );
  return { ...about, ...judged(outcome, file, timeLimit) };
}

function judged(
  { code, timedOut, output }: ScriptOutcome,
  file: string,
  timeLimit: number,
): Pick<TestResult, "status" | "failures" | "output"> {
  if (code === 0) return { status: "passed", failures: [], output };
  const last = output.trimEnd().split("\n").at(-1) ?? "";
  const why = timedOut
    ? `the script did not end within ${timeLimit / 1000} s`
    : `the script ended with ${code ?? "a signal"}`;
  const message = last === "" ? why : `${why}: ${last.slice(0, 300)}`;
  return { status: "failed", failures: [{ at: startOf(file), message }], output };
}

/** Of a chart that lies elsewhere in the workspace. */
async function archiveOf(
  { source: from, path, dependencies }: ResolvedDependency,
  { tree }: Source,
  spool: Spool,
): Promise<{ readonly fileName: string; readonly content: Content } | undefined> {
  if (from === "charts") return undefined;
  const plan = await planPackage(tree, { folder: path }, { dependencies, spool });
  try {
    const { name, version, content } = await packageChart(plan, spool);
    return { fileName: `${name}-${version}.tgz`, content };
  } finally {
    await plan.dispose();
  }
}
