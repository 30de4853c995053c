import type { Rule } from "../rule.ts";

/** A baseline may only shrink. */
export const baselineStale: Rule = {
  id: "BP004",
  name: "baseline-stale",
  severity: "warning",
  summary: "Every entry of the baseline stands for a finding that is still there.",
  why: "An entry for a finding that was repaired lets the same fault in again without a word.",
  remedy: "Write the baseline anew: bp lint --write-baseline FILE.",
  judgesWaivers: true,

  *check({ waivers }) {
    for (const { at, ruleId, file, message } of waivers?.stale ?? [])
      yield { at, message: `${ruleId} in ${file} is repaired: ${message}` };
  },
};
