import { withChart } from "../charts.ts";
import { needsRender } from "../needs-render.ts";
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

  check: () => [],

  notRun: ({ units }) => (withChart(units).length === 0 ? undefined : needsRender),
};
