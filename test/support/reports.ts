import type { Outcome, RunOptions } from "./program.ts";
import { bp, said } from "./program.ts";

export interface Artifact {
  readonly name: string;
  readonly version: string;
  readonly reference: string;
  readonly digest: string;
  readonly status: string;
  readonly requests: number;
  readonly notes: readonly string[];
  readonly differences?: readonly { readonly path: string; readonly change: string }[];
  readonly error?: { readonly code: string; readonly message: string; readonly hint?: string };
}

export interface PublishReport {
  readonly ok: boolean;
  readonly exitCode: number;
  readonly artifacts: readonly Artifact[];
  readonly findings: readonly { readonly ruleId: string; readonly severity: string }[];
}

export interface VerifyReport {
  readonly ok: boolean;
  readonly exitCode: number;
  readonly subject: { readonly reference: string; readonly digest: string };
  readonly checks: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly detail: string;
  }[];
}

/** `bp publish … -o json`, read. */
export async function publish(
  args: readonly string[],
  options: RunOptions,
): Promise<{ readonly outcome: Outcome; readonly report: PublishReport }> {
  const outcome = await bp(["publish", ...args, "-o", "json"], options);
  return { outcome, report: read<PublishReport>(outcome) };
}

/** `bp verify … -o json`, read. */
export async function verify(
  args: readonly string[],
  options: RunOptions,
): Promise<{ readonly outcome: Outcome; readonly report: VerifyReport }> {
  const outcome = await bp(["verify", ...args, "-o", "json"], options);
  return { outcome, report: read<VerifyReport>(outcome) };
}

/** The names of the checks that failed. */
export function failedChecks({ checks }: VerifyReport): readonly string[] {
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

function read<T>(outcome: Outcome): T {
  try {
    return JSON.parse(outcome.stdout) as T;
  } catch {
    throw new Error(`no report on standard output, exit code ${outcome.code}:\n${said(outcome)}`);
  }
}
