import type { ConfiguredSuppression } from "../model/suppression.ts";
import type { YamlNode } from "../model/yaml-node.ts";
import { membersOf, textOf, wrong } from "./config-read.ts";

/** `lint` in bp.config.yaml. */
export interface LintConfig {
  readonly profile: "recommended" | "strict" | "legacy";
  /** By rule id. */
  readonly rules: ReadonlyMap<string, "off" | "info" | "warning" | "error">;
  /** A file, relative to the workspace root. */
  readonly baseline: string | undefined;
  readonly suppress: readonly ConfiguredSuppression[];
}

export const defaultLintConfig: LintConfig = {
  profile: "recommended",
  rules: new Map(),
  baseline: undefined,
  suppress: [],
};

const severities = new Map<unknown, "off" | "info" | "warning" | "error">([
  ["off", "off"],
  // A plain off is a boolean in the YAML that Kubernetes reads.
  [false, "off"],
  ["info", "info"],
  ["warn", "warning"],
  ["warning", "warning"],
  ["error", "error"],
]);

/** @throws BpError CONFIG with the place of what is wrong */
export function readLintConfig(node: YamlNode): LintConfig {
  const members = membersOf(node, "lint", ["profile", "rules", "baseline", "suppress"]);
  const profile = members.get("profile");
  const rules = members.get("rules");
  const baseline = members.get("baseline");
  const suppress = members.get("suppress");
  return {
    profile: profile === undefined ? "recommended" : readProfile(profile),
    rules: rules === undefined ? new Map() : readRules(rules),
    baseline: baseline === undefined ? undefined : textOf(baseline, "lint.baseline"),
    suppress: suppress === undefined ? [] : readSuppressions(suppress),
  };
}

function readProfile(node: YamlNode): LintConfig["profile"] {
  const name = textOf(node, "lint.profile");
  if (name === "recommended" || name === "strict" || name === "legacy") return name;
  throw wrong(node, "lint.profile must be recommended, strict or legacy");
}

function readRules(node: YamlNode): LintConfig["rules"] {
  if (node.kind !== "mapping") throw wrong(node, "lint.rules must hold a severity for each rule");
  return new Map(
    node.pairs.map(({ name, value }) => {
      const severity = value.kind === "scalar" ? severities.get(value.value) : undefined;
      if (severity !== undefined) return [name, severity];
      throw wrong(value, `lint.rules.${name} must be off, info, warn or error`);
    }),
  );
}

function readSuppressions(node: YamlNode): readonly ConfiguredSuppression[] {
  if (node.kind !== "sequence") throw wrong(node, "lint.suppress must be a list");
  return node.items.map((item) => readSuppression(item));
}

function readSuppression(node: YamlNode): ConfiguredSuppression {
  const members = membersOf(node, "lint.suppress", ["rule", "path", "reason", "until"]);
  const required = (name: string): string => {
    const value = members.get(name);
    if (value === undefined) throw wrong(node, `a suppression needs ${name}`);
    return textOf(value, `lint.suppress ${name}`);
  };
  const until = members.get("until");
  return {
    at: node.at,
    rule: required("rule"),
    path: required("path"),
    reason: required("reason"),
    until: until === undefined ? undefined : readDay(until),
  };
}

function readDay(node: YamlNode): string {
  const day = textOf(node, "lint.suppress until");
  const date = new Date(`${day}T00:00:00Z`);
  const real = /^\d{4}-\d{2}-\d{2}$/u.test(day) && !Number.isNaN(date.getTime());
  if (real && date.toISOString().startsWith(day)) return day;
  throw wrong(node, "lint.suppress until must be a day, as 2027-01-31");
}
