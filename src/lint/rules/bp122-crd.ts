import type { Location } from "../../model/location.ts";
import { startOf } from "../../model/location.ts";
import type { CelRule } from "../../model/structural.ts";
import { celFaults } from "../cel-rules.ts";
import { placeOf } from "../place.ts";
import type { Rule, RuleInput } from "../rule.ts";

/** A CRD that an API server refuses validates nothing there. */
export const crd: Rule = {
  id: "BP122",
  name: "crd",
  severity: "error",
  summary:
    "The workspace's CRD is structural, and its CEL rules compile and type-check against its schema.",
  why: "The API server refuses the whole CRD for one rule that does not compile, and then knows no blueprint at all.",
  remedy:
    "Follow the rules of structural schemas; in CEL a-b is written a__dash__b, and an object with named properties is no map.",

  *check(input) {
    if (input.crd.proven) return;
    for (const { pointer, message } of input.crd.faults)
      yield { at: placeIn(input, pointer), pointer, message };
    for (const { compiled, pointer, fault } of celFaults(input.crd, input.celRules)) {
      const text = textAt(compiled.rule, pointer);
      yield { at: placeIn(input, pointer), pointer, message: `${fault}: ${text}` };
    }
  },
};

/** What the entry says there; its rule where that part is none of its expressions. */
function textAt({ rule, messageExpression }: CelRule, pointer: string): string {
  return pointer.endsWith("/messageExpression") ? (messageExpression ?? rule) : rule;
}

/** Without a document of its own the CRD is the one that comes with the program. */
function placeIn({ workspace }: RuleInput, pointer: string): Location {
  const { crd: own } = workspace;
  if (own?.document !== undefined) return placeOf(own.document, pointer);
  return startOf(own?.file ?? "schemas/blueprint.crd.yaml");
}
