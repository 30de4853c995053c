import type { Check } from "../model/check.ts";
import type { Report } from "../model/report.ts";
import type { Block } from "../report/index.ts";

/** What a command gives back: the report for machines, and its blocks for people. */
export interface Outcome {
  readonly report: Report;
  readonly blocks: readonly Block[];
  /** What it judged beside the findings, for the formats that know no tables. */
  readonly checks?: readonly Check[];
  /** What a later step of a GitHub workflow may want, by the name of the output. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** What `-o matrix` prints; of `bp affected` alone. */
  readonly matrix?: string;
}
