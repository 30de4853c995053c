import type { Workspace } from "../model/workspace.ts";
import { hold } from "./hold.ts";
import type { HoldOptions, LintResult } from "./hold.ts";
import { kitRules } from "./kit-rules.ts";

const known: ReadonlySet<string> = new Set(kitRules.map(({ id }) => id));

/** Holds the rules of kits alone: none of them reads the CRD, which so need not be loaded. */
export function lintKits(workspace: Workspace, options: HoldOptions): LintResult {
  return hold(workspace, { rules: kitRules, known, crd: unread, celRules: unread }, options);
}

function unread(): never {
  throw new Error("a rule of kits asked for the CRD");
}
