import type { CompositionObject } from "../crossplane/objects.ts";
import { at, compositionObjects, labelOf } from "../crossplane/objects.ts";
import type { Rule } from "../rule.ts";

/** What Crossplane is given belongs to the whole cluster: two blueprints can meet. */
export const compositionTwice: Rule = {
  id: "BP322",
  name: "composition-twice",
  severity: "error",
  summary: "No two documents in the tree's compositions/ are the same object.",
  why: "Within one folder Flux refuses the build; of two blueprints each takes the object from the other for ever, and removing one removes it from both.",
  remedy:
    "Keep it in one blueprint and let the other depend on that, or give one of the two another name.",
  examples: {
    bad: "# in compositions/ of two blueprints\nkind: Function\nmetadata: {name: function-auto-ready}\n",
    good: "# in one of them, and the other has it in depends\n",
  },

  *check({ units, workspace }) {
    const selected = new Set(units);
    const first = new Map<string, CompositionObject>();
    for (const object of workspace.units.flatMap(compositionObjects)) {
      if (object.kind === "" || object.name === "") continue;
      const key = JSON.stringify([object.group, object.kind, object.namespace, object.name]);
      const before = first.get(key);
      if (before === undefined) first.set(key, object);
      else if (selected.has(object.unit) || selected.has(before.unit)) {
        const { file, line } = at(before, "/metadata/name").at;
        const message = `${labelOf(object)} is written already (${file}:${line})`;
        yield { ...at(object, "/metadata/name"), message };
      }
    }
  },
};
