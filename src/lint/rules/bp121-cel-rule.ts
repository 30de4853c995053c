import { Budget } from "../../cel/index.ts";
import type { Seen, Verdict } from "../../cel/index.ts";
import type { CelRule } from "../../model/structural.ts";
import type { Unit } from "../../model/workspace.ts";
import { toValue } from "../../yaml/index.ts";
import { versionFor } from "../crd-version.ts";
import { placeOf } from "../place.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";

/** The API server evaluates the CRD's rules on every write; most validators of files pass over them. */
export const celRule: Rule = {
  id: "BP121",
  name: "cel-rule",
  severity: "error",
  summary: "Every CEL rule of the CRD (x-kubernetes-validations) holds for the manifest.",
  why: "The API server refuses an object for which a rule is false, however well it fits the schema.",
  remedy: "Change one of the values that the rule compares.",

  *check(input) {
    for (const unit of input.units) yield* judge(unit, input);
  },
};

/** Rules see only what fits the schema, as on an API server; what does not is BP118's. */
function* judge(unit: Unit, input: RuleInput): Iterable<Complaint> {
  const { blueprint } = unit;
  const version = blueprint === undefined ? undefined : versionFor(input.crd, blueprint);
  if (blueprint === undefined || version === undefined) return;
  const value = toValue(blueprint.document.root);
  const broken = version.validate(value).map((violation) => violation.pointer);
  const budget = new Budget();
  for (const scope of version.scopes(value)) {
    if (broken.some((pointer) => `${pointer}/`.startsWith(`${scope.pointer}/`))) continue;
    for (const compiled of input.celRules(version, scope.schema)) {
      const verdict = compiled.evaluate(scope.value, budget);
      if (verdict === undefined || verdict.holds) continue;
      const pointer = scope.pointer + verdict.pointer;
      const at = placeOf(blueprint.document, pointer);
      yield { at, pointer, message: told(compiled.rule, verdict), unit };
      if (verdict.isLast) return;
    }
  }
}

/** How an API server calls an error of each reason; its own word for an invalid value says nothing more. */
const reasons: Readonly<Record<string, string>> = {
  FieldValueRequired: "Required value: ",
  FieldValueForbidden: "Forbidden: ",
  FieldValueDuplicate: "Duplicate value: ",
};

function told({ rule, reason }: CelRule, { message, failure, seen }: Verdict): string {
  const why = failure === undefined ? "is false" : `cannot be evaluated (${failure})`;
  const values = seen.map(show).join(", ");
  const where = values === "" ? "" : `, where ${values}`;
  return `${reasons[reason ?? ""] ?? ""}${message}: ${rule} ${why}${where}`;
}

function show({ path, value }: Seen): string {
  const text = value === undefined ? "absent" : jsonOf(value);
  return `${path} is ${text.length > 120 ? `${text.slice(0, 117)}...` : text}`;
}

/** Large integers are held in a form that JSON.stringify refuses. */
function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? Number(one) : one));
}
