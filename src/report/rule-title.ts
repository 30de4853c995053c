import type { RuleInfo } from "../model/rule-info.ts";

/** How a rule is called: `BP202 hollow-chart`; its id alone where it has no other name. */
export function ruleTitles(rules: readonly RuleInfo[]): (id: string) => string {
  const named = rules.filter(({ id, name }) => name !== id.toLowerCase());
  const titles = new Map(named.map(({ id, name }) => [id, `${id} ${name}`]));
  return (id) => titles.get(id) ?? id;
}
