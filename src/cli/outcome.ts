import type { Report } from "../model/report.ts";
import type { Block } from "../report/index.ts";

/** What a command gives back: the report for machines, and its blocks for people. */
export interface Outcome {
  readonly report: Report;
  readonly blocks: readonly Block[];
}
