import type { Blueprint } from "../../model/blueprint.ts";
import type { Fix } from "../../model/change.ts";
import { nearest } from "../../model/nearest.ts";
import type { Unit } from "../../model/workspace.ts";
import type { UnknownField } from "../../schema/index.ts";
import { nodeAt, pair, pointerSteps, pointerTo, toValue } from "../../yaml/index.ts";
import { versionFor } from "../crd-version.ts";
import { isWithin, writeScalar } from "../edit.ts";
import { keyPlaceOf } from "../place.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";

/** A misspelt field is valid, stored or pruned, and read by nothing. */
export const unknownField: Rule = {
  id: "BP120",
  name: "unknown-field",
  severity: "warning",
  summary: "A manifest has no field that its CRD does not declare.",
  why: "The API server prunes such a field, or keeps it where the schema preserves unknown ones; either way nothing reads it, and a slip of the pen goes by unseen.",
  remedy: "Correct the name, or take the field out.",
  fixes: "some",
  examples: { bad: "spec:\n  visibilty: listed\n", good: "spec:\n  visibility: listed\n" },

  *check(input) {
    for (const unit of input.units) yield* judge(unit, input);
  },
};

function* judge(unit: Unit, { crd }: RuleInput): Iterable<Complaint> {
  const { blueprint } = unit;
  if (blueprint === undefined) return;
  const version = versionFor(crd, blueprint);
  for (const field of version?.unknown(toValue(blueprint.document.root)) ?? []) {
    const { pointer } = field;
    const at = keyPlaceOf(blueprint.document, pointer);
    yield { at, pointer, message: messageOf(field), unit, ...renaming(field, blueprint) };
  }
}

/** Renames the key where one known field is near, no other is, and it is not written already. */
function renaming(
  { name, pointer, known }: UnknownField,
  { document }: Blueprint,
): { readonly fix?: Fix } {
  const near = nearest(name, known);
  const around = nodeAt(document.root, pointerTo(...pointerSteps(pointer).slice(0, -1)));
  const written = pair(around, name);
  if (near === undefined || around === undefined || written === undefined) return {};
  const another = nearest(
    name,
    known.filter((one) => one !== near),
  );
  if (another !== undefined || pair(around, near) !== undefined || !isWithin(written.key, around))
    return {};
  return { fix: { description: `call it ${near}`, changes: [writeScalar(written.key, near)] } };
}

function messageOf({ name, pointer, kept, known }: UnknownField): string {
  const around = pointerSteps(pointer).slice(0, -1).join(".");
  const place = around === "" ? "the top level" : around;
  const fate = kept ? "keeps it, and nothing reads it" : "drops it";
  const near = nearest(name, known);
  const advice = near === undefined ? "" : `; did you mean ${near}?`;
  return `${name} is not a field of ${place}: the API server ${fate}${advice}`;
}
