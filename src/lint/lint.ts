import type { Workspace } from "../model/workspace.ts";
import type { CompiledCrd } from "../schema/index.ts";
import { celRules } from "./cel-rules.ts";
import { hold } from "./hold.ts";
import type { HoldOptions, LintResult } from "./hold.ts";
import { rules } from "./rules/index.ts";

/** What may be configured and suppressed: the rules, and what loading tells under a rule's id. */
export const ruleIds: ReadonlySet<string> = new Set(["BP103", ...rules.map(({ id }) => id)]);

export interface LintOptions extends HoldOptions {
  /** The workspace's own CRD, compiled, or the embedded one. */
  readonly crd: CompiledCrd;
  /** The only rules to hold, by id; all where it is absent. What loading found is told in any case. */
  readonly only?: ReadonlySet<string>;
}

/** Holds every rule against the selected units, and hands on what was found wrong while they were loaded. */
export function lint(workspace: Workspace, { crd, only, ...options }: LintOptions): LintResult {
  const held = only === undefined ? rules : rules.filter(({ id }) => only.has(id));
  return hold(workspace, { rules: held, known: ruleIds, crd: () => crd, celRules }, options);
}
