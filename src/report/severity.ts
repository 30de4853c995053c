import type { Finding, Severity } from "../model/finding.ts";

/** The most severe first. */
export const severities: readonly Severity[] = ["error", "warning", "info"];

/** The findings by severity, the most severe first, in each in the order given. */
export function mostSevereFirst(findings: readonly Finding[]): readonly Finding[] {
  return severities.flatMap((severity) => findings.filter((one) => one.severity === severity));
}
