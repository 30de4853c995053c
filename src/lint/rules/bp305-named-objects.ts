import { entry, scalarText } from "../../yaml/index.ts";
import { withChart } from "../charts.ts";
import type { JudgedObject } from "../rendered/judged.ts";
import { objectsOf } from "../rendered/judged.ts";
import { unrendered } from "../rendered/not-run.ts";
import type { Rule } from "../rule.ts";

/** An object without a kind or a name is refused by every API server. */
export const namedObjects: Rule = {
  id: "BP305",
  name: "named-objects",
  severity: "error",
  summary: "Every document of a render has a kind and a name.",
  why: "One document that is no object, such as a kustomization or a list of values, fails the whole release.",
  remedy: "Name the object, or take the file out of templates/.",
  examples: {
    bad: "kind: ConfigMap\nmetadata: {}\n",
    good: "kind: ConfigMap\nmetadata:\n  name: settings\n",
  },

  *check({ units }) {
    for (const object of withChart(units).flatMap(objectsOf)) {
      const missing = missingOf(object);
      if (missing === "") continue;
      const message = `${object.label} has no ${missing}`;
      yield { at: object.at(), message, unit: object.unit };
    }
  },

  notRun: (input) => unrendered(input),
};

function missingOf(object: JudgedObject): string {
  const { kind, apiVersion, name } = object;
  const missing = [
    ...(apiVersion === "" ? ["apiVersion"] : []),
    ...(kind === "" ? ["kind"] : []),
    ...(name === "" && !isMade(object) ? ["metadata.name"] : []),
  ];
  return missing.join(" and no ");
}

/** A hook is created and never looked up, so the cluster may name it. */
function isMade({ hooks, object }: JudgedObject): boolean {
  const prefix = scalarText(entry(entry(object.node, "metadata"), "generateName")) ?? "";
  return prefix !== "" && hooks.length > 0;
}
