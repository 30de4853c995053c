import type { RuleInfo } from "../model/rule-info.ts";
import type { Presentation } from "./presentation.ts";

/** A rule as far as it is known: of some there is only the id. */
export type SarifRuleInfo = RuleInfo | { readonly id: string; readonly summary: string };

/** What results refer to by number. */
export interface SarifIndex {
  readonly rules: readonly SarifRuleInfo[];
  readonly files: readonly string[];
  readonly ruleOf: (
    id: string,
  ) => { readonly index: number; readonly rule: SarifRuleInfo } | undefined;
  /** -1 for a file that is not listed. */
  readonly fileOf: (file: string) => number;
}

/** Numbers the rules handed in, then what the results name beside them; and the files, in the order of the findings. */
export function sarifIndex({ rules, report, checks }: Presentation): SarifIndex {
  const { findings, command } = report;
  const all = new Map<string, SarifRuleInfo>(rules.map((rule) => [rule.id, rule]));
  for (const { ruleId } of findings) {
    if (!all.has(ruleId)) all.set(ruleId, { id: ruleId, summary: `The rule ${ruleId} holds.` });
  }
  for (const { group, state } of checks) {
    if (state !== "failed" || all.has(group)) continue;
    all.set(group, { id: group, summary: `Every check of bp ${command} passes.` });
  }
  const changed = findings.flatMap(({ fix }) => fix?.changes ?? []);
  const files = [...new Set([...findings, ...changed].map(({ file }) => file))];
  const listed = files.filter((file) => file !== "");
  const rulePlaces = new Map([...all.values()].map((rule, index) => [rule.id, { index, rule }]));
  const filePlaces = new Map(listed.map((file, index) => [file, index]));
  return {
    rules: [...all.values()],
    files: listed,
    ruleOf: (id) => rulePlaces.get(id),
    fileOf: (file) => filePlaces.get(file) ?? -1,
  };
}
