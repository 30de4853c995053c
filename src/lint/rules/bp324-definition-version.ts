import type { Definition } from "../crossplane/definitions.ts";
import { definitionsIn } from "../crossplane/definitions.ts";
import { at } from "../crossplane/objects.ts";
import type { Complaint, Rule } from "../rule.ts";

/** Compositions are written for one version of a definition. */
export const definitionVersion: Rule = {
  id: "BP324",
  name: "definition-version",
  severity: "error",
  summary:
    "Exactly one version of a CompositeResourceDefinition is referenceable, and that one is served.",
  why: "Crossplane stores composites in the referenceable version and finds compositions by it: with none, or with two, it refuses the definition, and no claim of the kind can be made.",
  remedy:
    "Set referenceable: true and served: true on the version that compositions name, and referenceable: false on the others.",
  examples: {
    bad: "versions:\n  - {name: v1alpha1, served: true, referenceable: true}\n  - {name: v1, served: true, referenceable: true}\n",
    good: "versions:\n  - {name: v1alpha1, served: true, referenceable: false}\n  - {name: v1, served: true, referenceable: true}\n",
  },

  *check({ units }) {
    for (const definition of definitionsIn(units)) yield* judge(definition);
  },
};

function* judge({ object, versions }: Definition): Iterable<Complaint> {
  const seen = new Set<string>();
  for (const { name, pointer } of versions) {
    if (seen.has(name))
      yield { ...at(object, `${pointer}/name`), message: `the version ${name} is there twice` };
    seen.add(name);
  }
  const [first, ...more] = versions.filter(({ referenceable }) => referenceable);
  if (first === undefined)
    yield {
      ...at(object, "/spec/versions"),
      message: "no version of the definition is referenceable",
    };
  else if (!first.served)
    yield {
      ...at(object, `${first.pointer}/served`),
      message: `the referenceable version ${first.name} is not served`,
    };
  for (const { name, pointer } of more)
    yield {
      ...at(object, `${pointer}/referenceable`),
      message: `${name} is referenceable beside ${first?.name ?? ""}`,
    };
}
