import type { Finding } from "../model/finding.ts";

/** The findings that the other revision has not: as many of a kind as were added to it. */
export function introduced(
  findings: readonly Finding[],
  before: readonly Finding[],
): readonly Finding[] {
  const open = new Map<string, number>();
  for (const { fingerprint } of before) open.set(fingerprint, (open.get(fingerprint) ?? 0) + 1);
  return findings.filter(({ fingerprint }) => {
    const left = open.get(fingerprint) ?? 0;
    open.set(fingerprint, left - 1);
    return left <= 0;
  });
}
