import type { TextChange } from "../../model/change.ts";
import type { Finding } from "../../model/finding.ts";

/**
 * The findings whose repairs can be made together, in the order given: one that touches what an earlier one changes
 * waits for the next round. A repair is made whole or not at all.
 */
export function compatible(findings: readonly Finding[]): readonly Finding[] {
  const taken = new Map<string, TextChange[]>();
  return findings.filter(({ fix }) => {
    const changes = fix?.changes ?? [];
    const clash = changes.some((change) =>
      (taken.get(change.file) ?? []).some((other) => overlap(change, other)),
    );
    if (clash || changes.length === 0) return false;
    for (const change of changes)
      taken.set(change.file, [...(taken.get(change.file) ?? []), change]);
    return true;
  });
}

/** Two insertions at one place overlap too, since their order would be a guess. */
function overlap(a: TextChange, b: TextChange): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}
