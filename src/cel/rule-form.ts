import type { CelRule } from "../model/structural.ts";

/** What an API server refuses in one entry of `x-kubernetes-validations`. */
export interface RuleFault {
  readonly field:
    | "rule"
    | "message"
    | "messageExpression"
    | "reason"
    | "fieldPath"
    | "optionalOldSelf";
  readonly message: string;
}

const reasons: ReadonlySet<string> = new Set([
  "FieldValueRequired",
  "FieldValueForbidden",
  "FieldValueInvalid",
  "FieldValueDuplicate",
]);

/** The rules for the parts of an entry beside its expressions (apiextensions, validation of CustomResourceDefinitions). */
export function formFaults(rule: CelRule, usesOld: boolean): readonly RuleFault[] {
  return [
    ...messageFaults(rule),
    ...(rule.messageExpression?.trim() === ""
      ? [fault("messageExpression", "it must not be blank")]
      : []),
    ...(rule.reason === undefined || reasons.has(rule.reason)
      ? []
      : [fault("reason", `it must be one of ${[...reasons].join(", ")}`)]),
    ...(rule.fieldPath?.includes("\n") === true
      ? [fault("fieldPath", "it must not contain line breaks")]
      : []),
    ...(rule.optionalOldSelf && !usesOld
      ? [fault("optionalOldSelf", "it may not be set where the rule does not use oldSelf")]
      : []),
  ];
}

function messageFaults({ rule, message }: CelRule): readonly RuleFault[] {
  const text = message?.trim();
  if (text === "") return [fault("message", "it must not be blank")];
  if (text?.includes("\n") === true) return [fault("message", "it must not contain line breaks")];
  return text === undefined && rule.includes("\n")
    ? [fault("message", "a rule with line breaks needs a message")]
    : [];
}

function fault(field: RuleFault["field"], message: string): RuleFault {
  return { field, message };
}
