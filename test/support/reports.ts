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
  readonly statements?: readonly { readonly logIndexes: readonly string[] }[];
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
  return { outcome, report: read(outcome) as PublishReport };
}

/** `bp verify … -o json`, read. */
export async function verify(
  args: readonly string[],
  options: RunOptions,
): Promise<{ readonly outcome: Outcome; readonly report: VerifyReport }> {
  const outcome = await bp(["verify", ...args, "-o", "json"], options);
  return { outcome, report: read(outcome) as VerifyReport };
}

/** The names of the checks that failed. */
export function failedChecks({ checks }: VerifyReport): readonly string[] {
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

function read(outcome: Outcome): unknown {
  try {
    return JSON.parse(outcome.stdout);
  } catch {
    throw new Error(`no report on standard output, exit code ${outcome.code}:\n${said(outcome)}`);
  }
}
