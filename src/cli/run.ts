import { exitCodeOf } from "../model/exit-code.ts";
import { createContext } from "./context.ts";
import type { CommandOptions, Declaration } from "./declaration.ts";
import { failureReport, failureText } from "./failure.ts";
import type { GlobalOptions } from "./global-options.ts";
import type { Output } from "./output.ts";
import { parseOutputs, writeOutputs } from "./output.ts";

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
  const { name, args, options, global, packageRoot } = invocation;
  let outputs: readonly Output[] = [];
  try {
    outputs = parseOutputs(global.output);
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
    process.stderr.write(failureText(error, global.verbose === true));
    if (outputs.some(({ format, file }) => format === "json" && file === undefined)) {
      process.stdout.write(`${JSON.stringify(failureReport(name, error), undefined, 2)}\n`);
    }
    return exitCodeOf(error);
  }
}
