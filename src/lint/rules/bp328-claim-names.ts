import type { Definition } from "../crossplane/definitions.ts";
import { definitionsIn } from "../crossplane/definitions.ts";
import { at } from "../crossplane/objects.ts";
import type { Complaint, Rule } from "../rule.ts";

interface Named {
  readonly definition: Definition;
  readonly pointer: string;
}

/** Each name of a definition becomes a CRD, of which there is one. */
export const claimNames: Rule = {
  id: "BP328",
  name: "claim-names",
  severity: "error",
  summary:
    "No two CompositeResourceDefinitions of an API group share a kind or a plural, of composites or of claims.",
  why: "The second definition finds the CRD in other hands and never becomes established; a user who asks for the kind gets what the first one makes.",
  remedy: "Give one of them another kind and plural, or another group.",
  examples: {
    bad: "# xpostgreses.example.org and xmysqls.example.org\nclaimNames: {kind: Database, plural: databases}\n",
    good: "claimNames: {kind: PostgresDatabase, plural: postgresdatabases}\n",
  },

  *check({ units, workspace }) {
    const selected = new Set(units);
    const first = new Map<string, Named>();
    for (const definition of definitionsIn(workspace.units))
      for (const { value, what, pointer } of namesOf(definition)) {
        const key = `${definition.group} ${what} ${value}`;
        const before = first.get(key);
        if (before === undefined) first.set(key, { definition, pointer });
        else if (before.definition !== definition && concerns(selected, before, definition))
          yield taken(definition, pointer, { value, what, before });
      }
  },
};

function concerns(
  selected: ReadonlySet<unknown>,
  { definition }: Named,
  other: Definition,
): boolean {
  return selected.has(definition.object.unit) || selected.has(other.object.unit);
}

function taken(
  { object }: Definition,
  pointer: string,
  one: { readonly value: string; readonly what: string; readonly before: Named },
): Complaint {
  const { definition, pointer: where } = one.before;
  const { file, line } = at(definition.object, where).at;
  const message = `the ${one.what} ${one.value} is that of ${definition.object.name} already (${file}:${line})`;
  return { ...at(object, pointer), message };
}

function* namesOf({ kind, plural, claim }: Definition) {
  const all = [
    { value: kind, what: "kind", pointer: "/spec/names/kind" },
    { value: plural, what: "plural", pointer: "/spec/names/plural" },
    { value: claim?.kind ?? "", what: "kind", pointer: "/spec/claimNames/kind" },
    { value: claim?.plural ?? "", what: "plural", pointer: "/spec/claimNames/plural" },
  ];
  for (const one of all) if (one.value !== "") yield one;
}
