import { BpError } from "../model/error.ts";
import { exitCodeOf } from "../model/exit-code.ts";
import { redact } from "../model/redact.ts";
import type { Failure, Report } from "../model/report.ts";

/** The report of a run that failed before it had one of its own. */
export interface FailureReport extends Report {
  readonly error: Failure;
}

/** A failed run as the JSON report has it. */
export function failureReport(command: string, error: unknown): FailureReport {
  const known = error instanceof BpError;
  return {
    schemaVersion: 1,
    command,
    ok: false,
    exitCode: exitCodeOf(error),
    findings: [],
    error: {
      code: known ? error.code : "BUG",
      message: redact(error instanceof Error ? error.message : String(error)),
      ...(known && error.hint !== undefined ? { hint: error.hint } : {}),
      ...(known && Object.keys(error.details).length > 0 ? { details: error.details } : {}),
    },
  };
}

/** A failed run for a person: what, where, what to do; a bug also says how to report it. */
export function failureText(error: unknown, verbose: boolean): string {
  if (error instanceof BpError) {
    const hint = error.hint === undefined ? "" : `  help: ${error.hint}\n`;
    const cause =
      verbose && error.cause instanceof Error ? `  cause: ${redact(error.cause.message)}\n` : "";
    return `bp: ${error.message}\n${hint}${cause}`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return (
    `bp: this is a bug in bp: ${redact(stack)}\n` +
    "  help: please report it with the command line and this text: https://github.com/openova-io/bp/issues\n"
  );
}
