import type { RuleInfo } from "../model/rule-info.ts";
import type { Tool } from "./presentation.ts";
import { rulePage } from "./rule-page.ts";
import type { SarifRuleInfo } from "./sarif-index.ts";
import { sarifLevel } from "./sarif-level.ts";
import { sarifText } from "./sarif-text.ts";

/** A reporting descriptor (SARIF 2.1.0 §3.49). */
export function sarifRule(rule: SarifRuleInfo, tool: Tool): Readonly<Record<string, unknown>> {
  const short = { shortDescription: { text: sarifText(rule.summary) } };
  if (!("remedy" in rule)) return { id: rule.id, ...short };
  const page = rulePage(rule, tool);
  return {
    id: rule.id,
    name: rule.name,
    ...short,
    fullDescription: { text: sarifText(`${rule.summary} ${rule.why}`) },
    help: helpOf(rule, page),
    ...(page === undefined ? {} : { helpUri: page }),
    defaultConfiguration: { level: sarifLevel(rule.severity) },
    properties: { "problem.severity": rule.severity === "info" ? "recommendation" : rule.severity },
  };
}

function helpOf(
  { why, remedy }: RuleInfo,
  page: string | undefined,
): { text: string; markdown: string } {
  const more = page === undefined ? "" : `\n\n[More on this rule](${page})`;
  return {
    text: sarifText(`${why}\n\n${remedy}`),
    markdown: `${why}\n\n**What to do:** ${remedy}${more}`,
  };
}
