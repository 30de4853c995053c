import type { Report } from "../../model/report.ts";
import type { Purpose, State } from "./diagnosis.ts";

export interface Diagnosis {
  readonly purpose: Purpose;
  readonly name: string;
  readonly state: State;
  readonly what: string;
  readonly remedy: string | null;
}

export interface DoctorReport extends Report {
  /** By purpose, in the order of looking. */
  readonly diagnoses: readonly Diagnosis[];
  readonly summary: Readonly<Record<State, number>>;
}
