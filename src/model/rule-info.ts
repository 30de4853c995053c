import type { Severity } from "./finding.ts";

/** What a report says of a rule; every rule of `lint` is one. */
export interface RuleInfo {
  /** Stable for ever, as `BP202`. */
  readonly id: string;
  /** In kebab case, as `hollow-chart`. */
  readonly name: string;
  readonly severity: Severity;
  /** The law in one sentence. */
  readonly summary: string;
  /** What goes wrong where it is broken. */
  readonly why: string;
  /** What to do about a finding. */
  readonly remedy: string;
  /** The commands that hold it, where that is not `bp lint`: no suppression speaks of it. */
  readonly heldBy?: string;
  /** What `bp lint --fix` repairs; nothing where it is absent. */
  readonly fixes?: "all" | "some";
  /** What breaks the law and what keeps it. */
  readonly examples?: { readonly bad: string; readonly good: string };
}
