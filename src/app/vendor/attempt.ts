import { BpError } from "../../model/error.ts";
import type { Finding } from "../../model/finding.ts";
import { VendorFault } from "./fault.ts";

export interface Attempt<T> {
  /** Undefined where it failed. */
  readonly value: T | undefined;
  readonly findings: readonly Finding[];
  readonly errors: readonly BpError[];
}

/**
 * What came of it, the faults that it met sorted into those of the material and those of the run.
 * @throws what is neither, and an interruption
 */
export async function attempt<T>(action: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await action(), findings: [], errors: [] };
  } catch (error) {
    const faults = error instanceof AggregateError ? (error.errors as readonly unknown[]) : [error];
    const findings = faults.flatMap((one) => (one instanceof VendorFault ? one.findings : []));
    const errors = faults.filter((one) => one instanceof BpError);
    const bug = faults.find((one) => !(one instanceof VendorFault || one instanceof BpError));
    if (bug !== undefined) throw bug;
    const interrupted = errors.find(({ code }) => code === "INTERRUPTED");
    if (interrupted !== undefined) throw interrupted;
    return { value: undefined, findings, errors };
  }
}

/**
 * The results of all, each waited for.
 * @throws AggregateError of everything that any of them threw
 */
export async function allOf<T>(actions: readonly Promise<T>[]): Promise<readonly T[]> {
  const outcomes = await Promise.allSettled(actions);
  const faults = outcomes.flatMap((one) => (one.status === "rejected" ? unfold(one.reason) : []));
  if (faults.length > 0) throw new AggregateError(faults);
  return outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}

function unfold(fault: unknown): readonly unknown[] {
  return fault instanceof AggregateError ? (fault.errors as readonly unknown[]) : [fault];
}
