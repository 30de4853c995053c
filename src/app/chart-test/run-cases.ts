import { join } from "node:path/posix";

import { rendered } from "../../chart/index.ts";
import { foldName } from "../../model/blueprint.ts";
import { isBpError } from "../../model/error.ts";
import type { Finding } from "../../model/finding.ts";
import type { Helm, ValuesFile } from "../../model/helm.ts";
import { emitYaml, decodeText, toValue } from "../../yaml/index.ts";
import type { Source } from "../packaging.ts";
import type { ChartArchive, chartArchive } from "../render/archive.ts";
import { askHelm } from "../render/ask-helm.ts";
import type { RenderPorts } from "../render/settings.ts";
import type { DeclaredCase, Given } from "./declared.ts";
import type { TestFile } from "./files.ts";
import { folderOf } from "./files.ts";
import type { Failure } from "./judge-case.ts";
import { judgeCase } from "./judge-case.ts";
import { readCases } from "./read-cases.ts";
import type { TestResult } from "./result.ts";

const fileLimit = 8 * 1024 * 1024;

/** How the cases of a file are run. */
export interface CaseSettings {
  readonly helm: Helm;
  /** The Kubernetes of cases that name none; undefined: Helm's own choice. */
  readonly kubernetes: string | undefined;
  /** What the cluster serves for cases that do not say it. */
  readonly apiVersions: readonly string[];
}

export interface CaseResults {
  readonly results: readonly TestResult[];
  /** What is wrong with the file. */
  readonly findings: readonly Finding[];
}

/** Runs the cases of a file against the chart's archive, or says why none was run. */
export async function runCases(
  test: TestFile,
  source: Source,
  chart: Awaited<ReturnType<typeof chartArchive>>,
  { settings, ports }: { readonly settings: CaseSettings; readonly ports: RenderPorts },
): Promise<CaseResults> {
  const { unit, file } = test;
  const text = decodeText(await source.tree.read(file, fileLimit)) ?? "";
  const { cases, findings, foreign } = readCases(text, file);
  const about = { unit, file, kind: "case" as const, failures: [], output: "" };
  const notRun = (name: string, reason: string): TestResult => {
    return { ...about, name, status: "not run", reason };
  };
  const fileName = file.slice(file.lastIndexOf("/") + 1);
  if (foreign) return { results: [notRun(fileName, "it is a suite of helm-unittest")], findings };
  if (findings.length > 0) return { results: [], findings };
  if (chart.kind === "not rendered")
    return { results: cases.map(({ name }) => notRun(name, chart.reason)), findings };
  const results: TestResult[] = [];
  for (const one of cases) {
    const failures =
      chart.kind === "failed"
        ? [{ at: one.at, message: chart.message }]
        : await runCase(one, test, { source, chart, settings, ports });
    const status = failures.length === 0 ? "passed" : "failed";
    results.push({ ...about, name: one.name, status, failures });
  }
  return { results, findings };
}

interface Running {
  readonly source: Source;
  readonly chart: ChartArchive;
  readonly settings: CaseSettings;
  readonly ports: RenderPorts;
}

async function runCase(
  one: DeclaredCase,
  test: TestFile,
  { source, chart, settings, ports }: Running,
): Promise<readonly Failure[]> {
  const { given } = one;
  const { files, failure } = await valuesOf(given, `${folderOf(test)}/tests`, source);
  if (failure !== undefined) return [failure];
  const request = {
    chart: chart.content,
    digest: chart.digest,
    release: given.release ?? foldName(test.unit.name),
    namespace: given.namespace ?? "default",
    kubernetes: given.kubernetes ?? settings.kubernetes,
    apiVersions: given.apiVersions?.toSorted() ?? settings.apiVersions,
    values: files,
    set: given.set,
  };
  return judgeCase(one, rendered(await askHelm(settings.helm, request, ports)));
}

interface FoundValues {
  readonly files: readonly ValuesFile[];
  /** A file that cannot be read. */
  readonly failure?: Failure;
}

async function valuesOf(
  { valuesFrom, values }: Given,
  folder: string,
  { tree }: Source,
): Promise<FoundValues> {
  const files: ValuesFile[] = [];
  for (const { path, at } of valuesFrom) {
    try {
      files.push({ name: path, text: await tree.read(join(folder, path), fileLimit) });
    } catch (error) {
      if (!isBpError(error)) throw error;
      return { files: [], failure: { at, message: error.message } };
    }
  }
  const written = values.map((node): ValuesFile => {
    return { name: "values", text: Buffer.from(emitYaml(toValue(node))) };
  });
  return { files: [...files, ...written] };
}
