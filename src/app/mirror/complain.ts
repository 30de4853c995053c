import type { Finding, Severity } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import { mirrorRules } from "./rules.ts";
import type { Place } from "./wanted.ts";

/** A finding of one of the mirror's rules. */
export function complain(
  ruleId: string,
  message: string,
  { at, blueprint }: Place,
  severity: Severity = "error",
): Finding {
  const help = mirrorRules.find(({ id }) => id === ruleId)?.remedy;
  return finding({
    ruleId,
    severity,
    message,
    at,
    ...(blueprint === undefined ? {} : { blueprint }),
    ...(help === undefined ? {} : { help }),
  });
}
