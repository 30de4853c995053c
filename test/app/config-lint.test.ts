import { expect, test } from "vitest";

import type { LintConfig } from "../../src/app/config-lint.ts";
import { defaultConfig, parseConfig } from "../../src/app/config.ts";

function read(text: string): LintConfig {
  return parseConfig(`lint: ${text}\n`, "bp.config.yaml").lint;
}

test("what is not said is as without a configuration", () => {
  expect(read("{}")).toEqual(defaultConfig.lint);
});

test("profile, severities, baseline and suppressions", () => {
  const text = `
  profile: strict
  rules: { BP106: off, BP107: warn, BP120: warning, BP201: info, BP115: error }
  baseline: .bp-baseline.json
  suppress:
    - { rule: BP107, path: "platform/x/**", reason: it is internal, until: 2027-01-31 }
    - rule: BP106
      path: "**"
      reason: later`;
  const { suppress, ...lint } = read(text);
  expect(lint).toEqual({
    profile: "strict",
    rules: new Map([
      ["BP106", "off"],
      ["BP107", "warning"],
      ["BP120", "warning"],
      ["BP201", "info"],
      ["BP115", "error"],
    ]),
    baseline: ".bp-baseline.json",
  });
  expect(suppress.map(({ rule, until, at }) => [rule, until, at.line])).toEqual([
    ["BP107", "2027-01-31", 6],
    ["BP106", undefined, 7],
  ]);
});

test.each([
  ["[]", "1:7: lint must hold profile, rules, baseline, suppress"],
  ["{ profil: strict }", "did you mean profile?"],
  ["{ profile: loud }", "recommended, strict or legacy"],
  ["{ rules: { BP106: loud } }", "lint.rules.BP106 must be off, info, warn or error"],
  ["{ suppress: [{ rule: BP106, path: x }] }", "a suppression needs reason"],
  ["{ suppress: [{ rule: BP106, path: x, reason: '' }] }", "reason must be a text"],
  ["{ suppress: [{ rule: BP106, path: x, reason: why, until: 2027-02-30 }] }", "must be a day"],
  ["{ suppress: [{ rule: BP106, path: x, reason: why, until: soon }] }", "must be a day"],
])("%s is refused", (text, words) => {
  expect(() => read(text)).toThrow(words);
});
