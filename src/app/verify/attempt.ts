import { isBpError } from "../../model/error.ts";
import type { NamedCheck } from "./report.ts";

export interface Attempt<T> {
  readonly check: NamedCheck;
  /** undefined where the check failed. */
  readonly value: T | undefined;
}

/** A check's finding: what it read, and the sentence that says so. */
export interface Found<T> {
  readonly value: T;
  readonly detail: string;
}

/** A fault that a check names; it never leaves the check. */
export class CheckFault extends Error {}

/**
 * Runs one check. A fault of the artifact fails it; that a registry cannot be asked is no finding about the artifact
 * and goes on to the caller.
 * @throws BpError where the store cannot be asked
 */
export async function attempt<T>(name: string, run: () => Promise<Found<T>>): Promise<Attempt<T>> {
  try {
    const { value, detail } = await run();
    return { check: { name, ok: true, detail }, value };
  } catch (error) {
    const fault =
      error instanceof CheckFault ||
      isBpError(
        error,
        "DIGEST_MISMATCH",
        "NOT_FOUND",
        "UNREADABLE",
        "LIMIT",
        "BAD_ARCHIVE",
        "MATERIAL",
      );
    if (!fault) throw error;
    return { check: { name, ok: false, detail: error.message }, value: undefined };
  }
}

/** The line of a check whose input another check found to be missing or wrong. */
export function skipped(name: string, because: string): NamedCheck {
  return { name, ok: false, detail: `not run: ${because} failed` };
}
