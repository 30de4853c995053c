export { compileRules, NEWEST } from "./compile.ts";
export type { CelOptions, CompiledRule } from "./compile.ts";
export { compileCondition } from "./condition.ts";
export type { Condition } from "./condition.ts";
export { Budget } from "./cost.ts";
export type { Verdict } from "./judge.ts";
export type { KubernetesMinor } from "./overload.ts";
export type { RuleFault } from "./rule-form.ts";
export type { Seen } from "./seen.ts";
