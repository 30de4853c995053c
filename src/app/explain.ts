import { BpError } from "../model/error.ts";
import { nearest } from "../model/nearest.ts";
import type { Report } from "../model/report.ts";
import type { RuleInfo } from "../model/rule-info.ts";
import { ruleInfos } from "./rule-infos.ts";

export interface ExplainReport extends Report {
  /** The one asked for, else all, by id. */
  readonly rules: readonly RuleInfo[];
}

/**
 * What a rule is about: its id, its name, or both as its page has them; undefined: every rule.
 * @throws BpError USAGE where there is no such rule
 */
export function explain(asked: string | undefined): ExplainReport {
  const known = ruleInfos();
  return {
    schemaVersion: 1,
    command: "explain",
    ok: true,
    exitCode: 0,
    findings: [],
    rules: (asked === undefined ? known : [find(known, asked)]).map((rule) => infoOf(rule)),
  };
}

function find(known: readonly RuleInfo[], asked: string): RuleInfo {
  const word = asked.toLowerCase();
  const rule = known.find((one) => namesOf(one).includes(word));
  if (rule !== undefined) return rule;
  const near = nearest(word, known.flatMap(namesOf));
  throw new BpError("USAGE", `there is no rule ${JSON.stringify(asked)}`, {
    hint: near === undefined ? "`bp explain` lists the rules" : `did you mean ${near}?`,
  });
}

function namesOf({ id, name }: RuleInfo): readonly string[] {
  const lower = id.toLowerCase();
  return [lower, name, `${lower}-${name}`];
}

/** Of a rule what can be told: its code is no part of a report. */
function infoOf(rule: RuleInfo): RuleInfo {
  const { id, name, severity, summary, why, remedy, heldBy, fixes, examples } = rule;
  return {
    id,
    name,
    severity,
    summary,
    why,
    remedy,
    ...(heldBy === undefined ? {} : { heldBy }),
    ...(fixes === undefined ? {} : { fixes }),
    ...(examples === undefined ? {} : { examples }),
  };
}
