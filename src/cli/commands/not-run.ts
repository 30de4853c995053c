import type { Block } from "../../report/index.ts";

/** The rules that could not look at all of their input, by their reason. */
export function notRunLines(
  notRun: readonly { readonly ruleId: string; readonly reason: string }[],
): readonly Block[] {
  if (notRun.length === 0) return [];
  const reasons = Map.groupBy(notRun, ({ reason }) => reason);
  const lines = [...reasons].map(
    ([reason, rules]) => `  ${rules.map(({ ruleId }) => ruleId).join(", ")}: ${reason}`,
  );
  return [{ kind: "line", text: ["not run:", ...lines].join("\n"), tone: "dim" }];
}
