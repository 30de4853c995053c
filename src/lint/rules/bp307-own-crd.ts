import { withChart } from "../charts.ts";
import { needsRender } from "../needs-render.ts";
import type { Rule } from "../rule.ts";

/** A resource cannot be applied before its kind is known. */
export const ownCrd: Rule = {
  id: "BP307",
  name: "own-crd",
  severity: "error",
  summary:
    "An object whose CRD the same release installs is not among its templates, unless it is a hook that comes after.",
  why: "Helm looks up every kind before it applies the first object, so the first installation fails and no later one mends it.",
  remedy:
    "Move the objects into a chart of their own that depends on this one, or make them post-install hooks.",
  examples: {
    bad: "# templates/provider.yaml, beside the operator that installs the CRD\nkind: Provider\n",
    good: "# a chart of its own, with depends: [{blueprint: bp-crossplane}]\nkind: Provider\n",
  },

  check: () => [],

  notRun: ({ units }) => (withChart(units).length === 0 ? undefined : needsRender),
};
