import { expect, test } from "vitest";

import { severityOf } from "../../../src/lint/waive/severity.ts";
import type { Profile } from "../../../src/lint/waive/severity.ts";
import type { Severity } from "../../../src/model/finding.ts";
import { finding } from "../../../src/model/finding.ts";
import { startOf } from "../../../src/model/location.ts";

function of(ruleId: string, severity: Severity, profile: Profile, set: object = {}): string {
  const one = finding({ ruleId, severity, message: "m", at: startOf("f") });
  return severityOf(one, { profile, rules: new Map(Object.entries(set)) });
}

test.each([
  ["recommended", "warning", "warning"],
  ["strict", "warning", "error"],
  ["strict", "info", "info"],
  ["legacy", "error", "info"],
  ["legacy", "info", "info"],
] as const)("by the profile %s a %s of BP115 is a %s", (profile, severity, expected) => {
  expect(of("BP115", severity, profile)).toBe(expected);
});

test("legacy leaves what was never right", () => {
  expect(of("BP118", "error", "legacy")).toBe("error");
});

test("what is set for a rule goes before the profile, and over the grade of the case", () => {
  expect(of("BP107", "warning", "strict", { BP107: "warning" })).toBe("warning");
  expect(of("BP101", "warning", "recommended", { BP101: "error" })).toBe("error");
  expect(of("BP101", "error", "strict", { BP101: "off" })).toBe("off");
});
