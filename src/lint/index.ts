export { lint } from "./lint.ts";
export type { LintOptions, LintResult, NotRun } from "./lint.ts";
export type { Complaint, Rule, RuleInput } from "./rule.ts";
export { rules } from "./rules/index.ts";
