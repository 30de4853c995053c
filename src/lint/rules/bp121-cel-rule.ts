import type { Seen } from "../../cel/index.ts";
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
function* judge(unit: Unit, { crd, celRules }: RuleInput): Iterable<Complaint> {
  const { blueprint } = unit;
  const version = blueprint === undefined ? undefined : versionFor(crd, blueprint);
  if (blueprint === undefined || version === undefined) return;
  const value = toValue(blueprint.document.root);
  const broken = version.validate(value).map((violation) => violation.pointer);
  for (const scope of version.scopes(value)) {
    if (broken.some((pointer) => `${pointer}/`.startsWith(`${scope.pointer}/`))) continue;
    for (const { rule, evaluate } of celRules(version, scope.schema)) {
      const verdict = evaluate(scope.value);
      if (verdict === undefined || verdict.holds) continue;
      const at = placeOf(blueprint.document, scope.pointer);
      const values = verdict.seen.map(show).join(", ");
      const message = `${verdict.message}: ${rule.rule} is false${values === "" ? "" : `, where ${values}`}`;
      yield { at, pointer: scope.pointer, message, unit };
    }
  }
}

function show({ path, value }: Seen): string {
  const text = value === undefined ? "absent" : JSON.stringify(value);
  return `${path} is ${text.length > 120 ? `${text.slice(0, 117)}...` : text}`;
}
