import type { Finding } from "./finding.ts";

/** What every command hands to the formats (design §3): the fields of its own come beside these. */
export interface Report {
  readonly schemaVersion: 1;
  readonly command: string;
  readonly ok: boolean;
  readonly exitCode: number;
  readonly findings: readonly Finding[];
  /** Why the run failed before it had a report of its own. */
  readonly error?: Failure;
}

/** A fault of the run, as reports show it. */
export interface Failure {
  /** A code of BpError, or BUG. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** The order in which exit codes win where several apply (design §2). */
const precedence: readonly number[] = [130, 70, 2, 3, 4, 1, 5, 75, 0];

/** The exit code of a run in which all of these happened. */
export function worstExitCode(codes: readonly number[]): number {
  return precedence.find((code) => codes.includes(code)) ?? 0;
}
