import { nearest } from "../../model/nearest.ts";
import type { CommentSuppression } from "../../model/suppression.ts";
import type { Rule } from "../rule.ts";

/** A silence that nobody explained is never lifted. */
export const suppressionReason: Rule = {
  id: "BP001",
  name: "suppression-reason",
  severity: "error",
  summary: "A suppression names rules that exist and says why they are silenced.",
  why: "Without a reason nobody can tell later whether the exception still holds, so it stays for ever. A comment without one suppresses nothing.",
  remedy: "Write # bp-ignore BP106: and the reason, on the line of the finding or above it.",
  examples: {
    bad: "card: # bp-ignore BP106\n  title: Axon",
    good: "card: # bp-ignore BP106: the summary is taken from the README\n  title: Axon",
  },
  judgesWaivers: true,

  *check({ waivers }) {
    if (waivers === undefined) return;
    for (const { waiver } of waivers.comments) {
      const fault = faultOf(waiver, waivers.known);
      if (fault !== undefined) yield { at: waiver.at, message: fault };
    }
    for (const { waiver } of waivers.configured)
      if (!waivers.known.has(waiver.rule))
        yield { at: waiver.at, message: unknown(waiver.rule, waivers.known) };
  },
};

function faultOf(
  { rules, reason }: CommentSuppression,
  known: ReadonlySet<string>,
): string | undefined {
  if (rules.length === 0) return "the suppression names no rule";
  const stray = rules.find((rule) => !known.has(rule));
  if (stray !== undefined) return unknown(stray, known);
  return reason === "" ? `the suppression of ${rules.join(", ")} gives no reason` : undefined;
}

function unknown(rule: string, known: ReadonlySet<string>): string {
  const near = nearest(rule, known);
  return `there is no rule ${rule}${near === undefined ? "" : `; did you mean ${near}?`}`;
}
