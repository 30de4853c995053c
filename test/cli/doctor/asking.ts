import { expect } from "vitest";

import type { Diagnosis, DoctorReport } from "../../../src/app/doctor/report.ts";
import type { Outcome, RunOptions } from "../../support/program.ts";
import { bp } from "../../support/program.ts";
import { faults } from "../support/schemas.ts";

export interface Asked {
  readonly outcome: Outcome;
  readonly report: DoctorReport;
  /** As `ok: what was found -> what to do`. */
  readonly said: (name: string) => string | undefined;
}

/** Asks the built program, and holds what it reports against the schema. */
export async function ask(args: readonly string[], options: RunOptions = {}): Promise<Asked> {
  const outcome = await bp(["doctor", ...args, "--network-budget", "0", "-o", "json"], options);
  expect(outcome.stdout, outcome.stderr).not.toBe("");
  const report = JSON.parse(outcome.stdout) as DoctorReport;
  expect(faults("doctor", report)).toEqual([]);
  expect(report.exitCode).toBe(outcome.code);
  expect(report.ok).toBe(report.summary.wrong === 0);
  const shown = new Map(report.diagnoses.map((one) => [one.name, shownOf(one)]));
  return { outcome, report, said: (name) => shown.get(name) };
}

function shownOf({ state, what, remedy }: Diagnosis): string {
  return remedy === null ? `${state}: ${what}` : `${state}: ${what} -> ${remedy}`;
}
