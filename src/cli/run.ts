import { resolve } from "node:path";

import { BpError } from "../model/error.ts";
import { exitCodeOf } from "../model/exit-code.ts";
import type { Context } from "./context.ts";
import { createContext } from "./context.ts";
import type { CommandOptions, Declaration } from "./declaration.ts";
import { failureReport, failureText } from "./failure.ts";
import type { GlobalOptions } from "./global-options.ts";
import type { Output } from "./output.ts";
import { matrix, parseOutputs } from "./output.ts";
import { version } from "./version.ts";
import { writeOutputs } from "./write-outputs.ts";

export interface Invocation {
  readonly name: string;
  readonly args: readonly string[];
  readonly options: CommandOptions;
  readonly global: GlobalOptions;
  readonly packageRoot: string;
}

/** Runs one command, writes its report, and gives its exit code; a failed run is told on standard error. */
export async function runCommand(
  declaration: Declaration,
  invocation: Invocation,
): Promise<number> {
  const { args, options, global, packageRoot } = invocation;
  let outputs = parseOutputs([]);
  try {
    outputs = outputsOf(invocation);
    const context = createContext(global, packageRoot);
    try {
      const run = await declaration.load();
      const chosen = await selected(args, options, context);
      const outcome = await run(args, chosen, context);
      await writeOutputs(outcome, outputs, { ...context, ...context.terminal });
      return outcome.report.exitCode;
    } finally {
      await context.close();
    }
  } catch (error) {
    return tellFailure(error, outputs, invocation);
  }
}

/** The options, with what `--affected` stands for. @throws BpError as `bp affected` does */
async function selected(
  args: readonly string[],
  options: CommandOptions,
  context: Context,
): Promise<CommandOptions> {
  if (options["affected"] === undefined) return options;
  if (options["all"] === true)
    throw new BpError("USAGE", "--all and --affected exclude each other", {
      hint: "--affected is what the change makes publish; --all is everything",
    });
  const { withAffected } = await import("./affected-selection.ts");
  return withAffected(args, options, context);
}

/**
 * `--format json`, where a command draws, asks for the report (design §2).
 * @throws BpError USAGE for an output that this command does not make
 */
function outputsOf({ name, global, options }: Invocation): readonly Output[] {
  const asked = options["format"] === "json" && !global.output.includes("json");
  const outputs = parseOutputs(asked ? [...global.output, "json"] : global.output);
  if (name === "affected" || outputs.every(({ format }) => format !== matrix)) return outputs;
  throw new BpError("USAGE", "-o matrix is what `bp affected` prints, and no other command", {
    hint: "write -o json for the report",
  });
}

/** Tells the machine-readable outputs of a command line that could not be read; people have it on standard error. */
export async function tellUsageFault(
  message: string,
  invocation: Pick<Invocation, "name" | "global" | "packageRoot">,
): Promise<void> {
  const error = new BpError("USAGE", message);
  try {
    await writeFailure(error, parseOutputs(invocation.global.output), invocation);
  } catch (second) {
    // That the outputs cannot be read or written either says nothing new.
    if (!(second instanceof BpError)) throw second;
  }
}

async function tellFailure(
  error: unknown,
  outputs: readonly Output[],
  invocation: Invocation,
): Promise<number> {
  process.stderr.write(failureText(error, invocation.global.verbose === true));
  try {
    await writeFailure(error, outputs, invocation);
  } catch (second) {
    // The first failure decides the exit code; that its report cannot be written is worth one more line.
    if (!(second instanceof BpError)) throw second;
    if (!(error instanceof BpError) || error.message !== second.message)
      process.stderr.write(failureText(second, false));
  }
  return exitCodeOf(error);
}

async function writeFailure(
  error: unknown,
  outputs: readonly Output[],
  { name, global, packageRoot }: Pick<Invocation, "name" | "global" | "packageRoot">,
): Promise<void> {
  const cwd = resolve(global.cwd ?? ".");
  const outcome = { report: failureReport(name, error), blocks: [] };
  await writeOutputs(outcome, outputs, {
    stdout: (text) => void process.stdout.write(text),
    color: false,
    cwd,
    root: cwd,
    version: version(packageRoot),
    environment: process.env,
  });
}
