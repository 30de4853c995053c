export { lint, ruleIds } from "./lint.ts";
export type { LintOptions, LintResult, NotRun } from "./lint.ts";
export type { Complaint, Rule, RuleInput } from "./rule.ts";
export { rules } from "./rules/index.ts";
export { profiles } from "./waive/severity.ts";
export type { Profile, SetSeverity, Severities } from "./waive/severity.ts";
