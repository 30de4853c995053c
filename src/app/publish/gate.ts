import type { LintOptions } from "../../lint/index.ts";
import type { Finding } from "../../model/finding.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import { lintUnits } from "../lint.ts";

/**
 * The rules without which nothing is published: what a consumer could not install, or would read as something else.
 * All other rules are for `bp lint` to hold: a release must not wait for a question of style.
 */
const gate: ReadonlySet<string> = new Set([
  "BP101",
  "BP103",
  "BP105",
  "BP115",
  "BP118",
  "BP121",
  "BP201",
  "BP202",
  "BP204",
  "BP221",
  "BP222",
  "BP223",
  "BP225",
  "BP226",
  "BP321",
  "BP322",
  "BP323",
  "BP324",
  "BP327",
  "BP401",
  "BP402",
  "BP403",
  "BP601",
]);

/** What stands against publishing these units, and what loading found in them. */
export function publishFaults(
  workspace: Workspace,
  units: readonly Unit[],
  options: Omit<LintOptions, "selection" | "only">,
): readonly Finding[] {
  return lintUnits(workspace, units, { ...options, only: gate }).findings;
}
