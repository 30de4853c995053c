export { lookedInto } from "./kits.ts";
export { lint, ruleIds } from "./lint.ts";
export type { LintOptions, LintResult, NotRun } from "./lint.ts";
export type { Migration, MigrationStep } from "./migrate/migration.ts";
export { migrations } from "./migrate/index.ts";
export type { Complaint, Rule, RuleInput } from "./rule.ts";
export { rules } from "./rules/index.ts";
export { profiles } from "./waive/severity.ts";
export type { Profile, SetSeverity, Severities } from "./waive/severity.ts";
