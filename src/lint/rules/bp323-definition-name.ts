import type { Definition } from "../crossplane/definitions.ts";
import { definitionsIn } from "../crossplane/definitions.ts";
import type { CompositionObject } from "../crossplane/objects.ts";
import { at } from "../crossplane/objects.ts";
import type { Complaint, Rule } from "../rule.ts";

/** A definition becomes a CRD of its own name. */
export const definitionName: Rule = {
  id: "BP323",
  name: "definition-name",
  severity: "error",
  summary:
    "A CompositeResourceDefinition is named <plural>.<group>, and its claim has a kind and a plural of its own.",
  why: "Crossplane makes a CRD of that very name, which the API server takes under no other; a claim of the composite's own kind would be the same CRD twice.",
  remedy:
    "Name it by spec.names.plural and spec.group, as xdatabases.example.org, and the claim without the x.",
  examples: {
    bad: "metadata: {name: databases}\nspec:\n  group: example.org\n  names: {kind: XDatabase, plural: xdatabases}\n",
    good: "metadata: {name: xdatabases.example.org}\nspec:\n  group: example.org\n  names: {kind: XDatabase, plural: xdatabases}\n",
  },

  *check({ units }) {
    for (const definition of definitionsIn(units)) yield* judge(definition);
  },
};

function* judge(definition: Definition): Iterable<Complaint> {
  const { object, group, kind, plural } = definition;
  if (group === "") yield lacks(object, "spec.group");
  if (kind === "") yield lacks(object, "spec.names.kind");
  if (plural === "") yield lacks(object, "spec.names.plural");
  const due = `${plural}.${group}`;
  if (group !== "" && plural !== "" && object.name !== due)
    yield {
      ...at(object, "/metadata/name"),
      message: `the definition is named ${object.name || "nothing"}, and must be ${due}`,
    };
  yield* judgeClaim(definition);
}

function* judgeClaim({ object, kind, plural, claim }: Definition): Iterable<Complaint> {
  if (claim === undefined) return;
  for (const name of ["kind", "plural"] as const)
    if (claim[name] === "") yield lacks(object, `spec.claimNames.${name}`);
  if (claim.kind !== "" && claim.kind === kind)
    yield {
      ...at(object, "/spec/claimNames/kind"),
      message: `the claim is a ${kind}, as the composite is`,
    };
  if (claim.plural !== "" && claim.plural === plural)
    yield {
      ...at(object, "/spec/claimNames/plural"),
      message: `the claim's plural is ${plural}, as the composite's is`,
    };
}

function lacks(object: CompositionObject, field: string): Complaint {
  const pointer = `/${field.replaceAll(".", "/")}`;
  return { ...at(object, pointer), message: `the definition has no ${field}` };
}
