export { compileRules } from "./compile.ts";
export type { CompiledRule } from "./compile.ts";
export type { Seen, Verdict } from "./judge.ts";
