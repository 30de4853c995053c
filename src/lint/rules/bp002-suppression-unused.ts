import type { Complaint, Rule } from "../rule.ts";
import { isExpired } from "../waive/waive.ts";
import type { Waivers } from "../waive/waivers.ts";

/** An exception outlives its cause, and then hides the next fault. */
export const suppressionUnused: Rule = {
  id: "BP002",
  name: "suppression-unused",
  severity: "warning",
  summary: "A suppression silences a finding.",
  why: "What it silenced is gone or has moved; left in place, it hides the next fault of that kind without anybody having decided so. A row of the configuration that is unused is an error, since it speaks for whole folders.",
  remedy: "Take the suppression out, or move it to the line that it is meant for.",
  examples: {
    bad: "# bp-ignore BP107: internal\nvisibility: unlisted",
    good: "visibility: unlisted",
  },
  judgesWaivers: true,

  *check({ waivers }) {
    if (waivers === undefined) return;
    yield* unusedComments(waivers);
    if (!waivers.partial) yield* unusedRows(waivers);
  },
};

function* unusedComments({ comments, unheard, known }: Waivers): Iterable<Complaint> {
  for (const { waiver, silenced } of comments) {
    if (waiver.reason === "") continue;
    const unused = waiver.rules.filter(
      (rule) => known.has(rule) && !silenced.has(rule) && !unheard.has(rule),
    );
    if (unused.length > 0)
      yield { at: waiver.at, message: `the suppression of ${unused.join(", ")} silences nothing` };
  }
}

function* unusedRows({ configured, unheard, known, today }: Waivers): Iterable<Complaint> {
  for (const { waiver, silenced } of configured) {
    const { rule, path, at } = waiver;
    if (silenced.has(rule) || unheard.has(rule) || !known.has(rule)) continue;
    if (isExpired(waiver, today)) continue;
    const message = `the suppression of ${rule} in ${path} silences nothing`;
    yield { at, message, severity: "error" };
  }
}
