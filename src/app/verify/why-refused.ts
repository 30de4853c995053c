import type { VerifyCheck } from "./report.ts";

/** The first check that fails, with its reason and rule, and the names of the others; undefined where all hold. */
export function whyRefused(checks: readonly VerifyCheck[]): string | undefined {
  const [first, ...more] = checks.filter(({ ok }) => !ok);
  if (first === undefined) return undefined;
  const others = more.length === 0 ? "" : `; ${more.map(({ name }) => name).join(", ")} failed too`;
  return `${first.name}: ${first.detail} (${first.ruleId})${others}`;
}
