import type { Finding, Severity } from "../../model/finding.ts";

export const profiles = ["recommended", "strict", "legacy"] as const;

/** A named set of severities. */
export type Profile = (typeof profiles)[number];

/** What the configuration may say of a rule. */
export type SetSeverity = Severity | "off";

export interface Severities {
  readonly profile: Profile;
  /** By rule id; these go before the profile. */
  readonly rules: ReadonlyMap<string, SetSeverity>;
}

export const defaultSeverities: Severities = { profile: "recommended", rules: new Map() };

/** The shapes of early trees, which installations still take: told, and no reason to fail. */
const legacy: ReadonlyMap<string, SetSeverity> = new Map([
  ["BP104", "info"],
  ["BP106", "info"],
  ["BP107", "info"],
  ["BP115", "info"],
  ["BP120", "info"],
]);

/** How severe a finding is under these settings. A rule's own lower grade is kept where a profile lowers it too. */
export function severityOf({ ruleId, severity }: Finding, settings: Severities): SetSeverity {
  const set = settings.rules.get(ruleId);
  if (set !== undefined) return set;
  if (settings.profile === "strict") return severity === "warning" ? "error" : severity;
  const lowered = settings.profile === "legacy" ? legacy.get(ruleId) : undefined;
  return lowered === undefined || rank(severity) <= rank(lowered) ? severity : lowered;
}

function rank(severity: SetSeverity): number {
  return ["off", "info", "warning", "error"].indexOf(severity);
}
