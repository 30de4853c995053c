import type { RuleInfo } from "../model/rule-info.ts";
import type { Tool } from "./presentation.ts";

/** The address of a rule's page; undefined for what is in no catalogue, as faults of the YAML itself. */
export function rulePage(rule: Pick<RuleInfo, "id" | "name">, tool: Tool): string | undefined {
  if (!/^BP\d{3}$/u.test(rule.id)) return undefined;
  const page = `${rule.id.toLowerCase()}-${rule.name}.md`;
  return `${tool.home}/blob/main/docs/rules/${encodeURIComponent(page)}`;
}
