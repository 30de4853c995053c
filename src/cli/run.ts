import { resolve } from "node:path";

import { BpError } from "../model/error.ts";
import { exitCodeOf } from "../model/exit-code.ts";
import { createContext } from "./context.ts";
import type { CommandOptions, Declaration } from "./declaration.ts";
import { failureReport, failureText } from "./failure.ts";
import type { GlobalOptions } from "./global-options.ts";
import type { Output } from "./output.ts";
import { parseOutputs, writeFailure, writeOutputs } from "./output.ts";

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
  let outputs: readonly Output[] = [];
  try {
    outputs = outputsOf(invocation);
    const context = createContext(global, packageRoot);
    try {
      const run = await declaration.load();
      const outcome = await run(args, options, context);
      await writeOutputs(outcome, outputs, context.terminal);
      return outcome.report.exitCode;
    } finally {
      await context.close();
    }
  } catch (error) {
    return tellFailure(error, outputs, invocation);
  }
}

/** `--format json`, where a command draws, asks for the report (design §2). */
function outputsOf({ global, options }: Invocation): readonly Output[] {
  const asked = options["format"] === "json" && !global.output.includes("json");
  return parseOutputs(asked ? [...global.output, "json"] : global.output);
}

async function tellFailure(
  error: unknown,
  outputs: readonly Output[],
  { name, global }: Invocation,
): Promise<number> {
  process.stderr.write(failureText(error, global.verbose === true));
  try {
    await writeFailure(failureReport(name, error), outputs, {
      stdout: (text) => void process.stdout.write(text),
      cwd: resolve(global.cwd ?? "."),
    });
  } catch (second) {
    // The first failure decides the exit code; that its report cannot be written is worth one more line.
    if (!(second instanceof BpError)) throw second;
    if (!(error instanceof BpError) || error.message !== second.message)
      process.stderr.write(failureText(second, false));
  }
  return exitCodeOf(error);
}
