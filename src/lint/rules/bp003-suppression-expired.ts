import type { Rule } from "../rule.ts";
import { isExpired } from "../waive/waive.ts";

/** An exception with a date was promised to end. */
export const suppressionExpired: Rule = {
  id: "BP003",
  name: "suppression-expired",
  severity: "error",
  summary: "A suppression with a date is taken out by that date.",
  why: "The date is a promise to repair the cause by then; after it the suppression silences nothing, and its findings are back.",
  remedy: "Repair what it silenced and take the row out, or give it a new date with a new reason.",
  examples: {
    bad: "lint:\n  suppress:\n    - { rule: BP107, path: 'platform/x/**', reason: until the launch, until: 2020-01-31 }",
    good: "lint:\n  suppress: []",
  },
  judgesWaivers: true,

  *check({ waivers }) {
    if (waivers === undefined) return;
    for (const { waiver } of waivers.configured) {
      const { rule, path, until, at } = waiver;
      if (isExpired(waiver, waivers.today))
        yield { at, message: `the suppression of ${rule} in ${path} ended on ${until}` };
    }
  },
};
