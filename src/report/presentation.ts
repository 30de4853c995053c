import type { Check } from "../model/check.ts";
import type { Report } from "../model/report.ts";
import type { RuleInfo } from "../model/rule-info.ts";
import type { Block } from "./block.ts";

export interface Tool {
  readonly name: string;
  readonly version: string;
  /** The project's repository, without a slash at its end. */
  readonly home: string;
}

/** All that a format may draw of a run. */
export interface Presentation {
  readonly report: Report;
  readonly blocks: readonly Block[];
  /** What was judged beside the findings. */
  readonly checks: readonly Check[];
  /** The rules that were held, or those that the findings name; a finding of another rule is shown by its id. */
  readonly rules: readonly RuleInfo[];
  readonly tool: Tool;
  /** The workspace root relative to the repository's, with `/`, empty where they are one. */
  readonly prefix: string;
}
