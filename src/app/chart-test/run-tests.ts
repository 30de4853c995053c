import PQueue from "p-queue";

import { BpError } from "../../model/error.ts";
import type { Finding } from "../../model/finding.ts";
import type { Helm } from "../../model/helm.ts";
import type { RunScript } from "../../model/sandbox.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Source } from "../packaging.ts";
import { chartArchive } from "../render/archive.ts";
import { servedBy } from "../render/served-by.ts";
import type { RenderPorts } from "../render/settings.ts";
import type { TestFile } from "./files.ts";
import { testFiles } from "./files.ts";
import type { TestResult } from "./result.ts";
import { runCases } from "./run-cases.ts";
import { runScriptTest } from "./run-script.ts";

export interface TestSettings {
  /** Each test runs with every one of them. */
  readonly helms: readonly Helm[];
  readonly kubernetes: string | undefined;
  /** Of a script, in milliseconds. */
  readonly timeLimit: number;
}

export interface TestPorts extends RenderPorts {
  readonly runScript: RunScript;
}

export interface TestResults {
  /** By file, in the order in which they stand there; of several Helms one after the other. */
  readonly results: readonly TestResult[];
  /** What is wrong with the test files. */
  readonly findings: readonly Finding[];
}

interface Run {
  readonly source: Source;
  readonly helm: Helm;
  readonly settings: TestSettings;
  readonly ports: TestPorts;
}

/**
 * Runs every test of the units, a few at once.
 * @throws BpError EMPTY_SELECTION where there is none, and as askHelm
 */
export async function runTests(
  units: readonly Unit[],
  source: Source,
  settings: TestSettings,
  ports: TestPorts,
): Promise<TestResults> {
  const files = testFiles(units);
  if (files.length === 0)
    throw new BpError("EMPTY_SELECTION", "there is no test in the selection", {
      hint: "a test is a file tests/*.yaml or tests/*.sh of a blueprint or of its chart",
    });
  const queue = new PQueue({ concurrency: ports.concurrency });
  const byUnit = [...Map.groupBy(files, ({ unit }) => unit).values()];
  const runs = settings.helms.map((helm) => ({ source, helm, settings, ports }));
  const all = await Promise.all(
    runs.flatMap((run) =>
      byUnit.map(async (own) => ({ run, found: await ofUnit(own, run, queue) })),
    ),
  );
  const several = runs.length > 1;
  return {
    results: all.flatMap(({ run, found }) =>
      found.results.map((one) => {
        return several ? { ...one, name: `${one.name} (helm ${run.helm.version})` } : one;
      }),
    ),
    findings: all.filter(({ run }) => run === runs[0]).flatMap(({ found }) => found.findings),
  };
}

/** The chart is packed once for all the cases of a unit. */
async function ofUnit(files: readonly TestFile[], run: Run, queue: PQueue): Promise<TestResults> {
  const declared = files.filter(({ kind }) => kind === "declared");
  const scripts = files.filter(({ kind }) => kind === "script");
  const [cases, ran] = await Promise.all([
    declared.length === 0 ? [] : queue.add(() => casesOf(declared, run)),
    Promise.all(scripts.map((one) => queue.add(() => scriptOf(one, run)))),
  ]);
  return {
    results: [...cases.flatMap(({ results }) => results), ...ran],
    findings: cases.flatMap(({ findings }) => findings),
  };
}

async function casesOf(files: readonly TestFile[], run: Run): Promise<readonly TestResults[]> {
  const { source, helm, settings, ports } = run;
  const [first] = files;
  if (first === undefined) return [];
  const { unit } = first;
  const archive = await chartArchive(unit.chart, source, ports.spool);
  const apiVersions = servedBy(source.workspace)(unit);
  const how = { settings: { helm, kubernetes: settings.kubernetes, apiVersions }, ports };
  try {
    const found: TestResults[] = [];
    for (const file of files) {
      ports.signal?.throwIfAborted();
      found.push(await runCases(file, source, archive, how));
    }
    return found;
  } finally {
    if (archive.kind === "packed") await archive.content.dispose();
  }
}

function scriptOf(file: TestFile, { source, helm, settings, ports }: Run): Promise<TestResult> {
  ports.signal?.throwIfAborted();
  const { timeLimit } = settings;
  return runScriptTest(file, source, { helm: helm.program, timeLimit }, ports);
}
