import { withChart } from "../charts.ts";
import { needsRender } from "../needs-render.ts";
import type { Rule } from "../rule.ts";

/** Two objects of one name are one object, and the later one wins. */
export const uniqueObjects: Rule = {
  id: "BP304",
  name: "unique-objects",
  severity: "error",
  summary: "No two objects of a render share group, kind, namespace and name.",
  why: "Helm refuses the second object, or a later apply overwrites the first: two databases of two subcharts have been taken for one.",
  remedy: "Give one of them another name, as by fullnameOverride of a subchart.",
  examples: {
    bad: "metadata: {name: postgresql}   # of two subcharts\n",
    good: "metadata: {name: gitea-postgresql}\n",
  },

  check: () => [],

  notRun: ({ units }) => (withChart(units).length === 0 ? undefined : needsRender),
};
