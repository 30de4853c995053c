import type { Unit } from "../../model/workspace.ts";
import { pointerSteps, toValue } from "../../yaml/index.ts";
import { versionFor } from "../crd-version.ts";
import { placeOf } from "../place.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";

/** What the API server would refuse is refused here, before anything is published. */
export const schema: Rule = {
  id: "BP118",
  name: "schema",
  severity: "error",
  summary: "A manifest is valid by the schema of its CRD.",
  why: "The API server refuses the object, at a time when the artifact is published and cannot be taken back.",
  remedy: "Change the value to what the schema takes.",

  *check(input) {
    for (const unit of input.units) yield* judge(unit, input);
  },
};

function* judge(unit: Unit, { crd }: RuleInput): Iterable<Complaint> {
  const { blueprint } = unit;
  if (blueprint === undefined) return;
  const version = versionFor(crd, blueprint);
  for (const violation of version?.validate(toValue(blueprint.document.root)) ?? []) {
    const { pointer, message } = violation;
    yield {
      at: placeOf(blueprint.document, pointer),
      pointer,
      message: `${fieldName(pointer)}: ${message}`,
      unit,
    };
  }
}

/** A pointer as people write it: spec.depends[0].blueprint. */
function fieldName(pointer: string): string {
  const name = pointerSteps(pointer)
    .map((step) => (/^\d+$/u.test(step) ? `[${step}]` : `.${step}`))
    .join("");
  return name === "" ? "the manifest" : name.slice(1);
}
