import { createHash } from "node:crypto";
import { appendFile } from "node:fs/promises";

import type { Outcome } from "./outcome.ts";
import type { Output } from "./output.ts";
import type { PresentOptions } from "./present.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** GitHub drops a step's summary that is larger than a mebibyte; several runs of a step share it. */
const summaryLimit = 512 * 1024;

export function inActions(environment: Environment): boolean {
  return environment["GITHUB_ACTIONS"] === "true";
}

/** Annotations come by themselves beside what people read, unless they are asked for elsewhere. */
export function annotate(outputs: readonly Output[]): boolean {
  return (
    outputs.some(({ format, file }) => format === "pretty" && file === undefined) &&
    outputs.every(({ format }) => format !== "github")
  );
}

/**
 * Text for the log in which the runner sees no commands: a file's name or a quoted line may read like one. The token
 * that ends the silence follows from the text, which so cannot hold it.
 */
export function quietCommands(text: string, environment: Environment): string {
  if (!inActions(environment) || !/^\s*::|##\[/mu.test(text)) return text;
  const token = createHash("sha256").update(text).digest("hex");
  return `::stop-commands::${token}\n${text}::${token}::\n`;
}

/** Adds to the job's summary and to the step's outputs, where the runner takes them. */
export async function tellActions(
  outcome: Outcome,
  options: PresentOptions & { readonly environment: Environment },
): Promise<void> {
  const { environment } = options;
  const summary = environment["GITHUB_STEP_SUMMARY"] ?? "";
  const outputs = environment["GITHUB_OUTPUT"] ?? "";
  if (summary !== "") await append(summary, `${await summaryOf(outcome, options)}\n`);
  if (outputs !== "") await append(outputs, outputText(outcome));
}

async function summaryOf(
  outcome: Outcome,
  options: PresentOptions & { readonly environment: Environment },
): Promise<string> {
  const [{ markdown }, { present }] = await Promise.all([
    import("../report/index.ts"),
    import("./present.ts"),
  ]);
  const shown = await present(outcome, options);
  const source = sourceAddress(options.environment);
  const text = markdown(shown, { limit: 200, ...(source === undefined ? {} : { source }) });
  if (Buffer.byteLength(text) <= summaryLimit) return text;
  const lines = shown.blocks.filter(({ kind }) => kind === "line");
  const report = { ...shown.report, findings: [] };
  return markdown({ ...shown, report, blocks: lines }, { limit: 0 }).slice(0, summaryLimit / 4);
}

/** Where the commit's files can be looked at. */
function sourceAddress(environment: Environment): string | undefined {
  const [server, repository, commit] = ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"].map(
    (name) => environment[name] ?? "",
  );
  if (!server || !repository || !commit) return undefined;
  return `${server}/${repository}/blob/${commit}/`;
}

function outputText({ report, outputs = {} }: Outcome): string {
  const count = (severity: string): string =>
    String(report.findings.filter((one) => one.severity === severity).length);
  const all = {
    ok: String(report.ok),
    "exit-code": String(report.exitCode),
    errors: count("error"),
    warnings: count("warning"),
    ...outputs,
  };
  return Object.entries(all).map(outputLines).join("");
}

/** The form for values of any content: the delimiter follows from the value, which so cannot hold it. */
function outputLines([name, value]: readonly [string, string]): string {
  const delimiter = `bp-${createHash("sha256").update(value).digest("hex").slice(0, 32)}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

/** The runner's files are a courtesy: that they cannot be written changes nothing of the run. */
async function append(file: string, text: string): Promise<void> {
  try {
    await appendFile(file, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`warning: cannot add to ${file}: ${why}\n`);
  }
}
