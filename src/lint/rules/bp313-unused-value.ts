import { pointerTo } from "../../yaml/index.ts";
import { naming, withChart } from "../charts.ts";
import type { Rule } from "../rule.ts";
import { templatesOf } from "../template/template.ts";
import { usedValues } from "../used-values.ts";
import { dependencyKeys, knownKeys, unjudged } from "../value-keys.ts";

/** A knob that turns nothing. */
export const unusedValue: Rule = {
  id: "BP313",
  name: "unused-value",
  severity: "warning",
  summary: "Each top-level key of values.yaml is used by a template or belongs to a dependency.",
  why: "Whoever sets the key in an overlay believes that it works; nothing says that no template reads it.",
  remedy: "Take the key out, or use it; for a dependency it bears its name or alias.",
  examples: {
    bad: "replicas: 3   # and no template asks .Values.replicas\n",
    good: "replicaCount: 3\n",
  },

  *check({ units }) {
    for (const unit of withChart(units)) {
      const root = unit.chart.values?.root;
      if (root?.kind !== "mapping" || unjudged(unit) !== undefined) continue;
      const used = usedValues(templatesOf(unit.chart) ?? []);
      if (used === "all") continue;
      const taken = new Set([...used, ...dependencyKeys(unit), ...knownKeys]);
      for (const { name, key } of root.pairs) {
        if (taken.has(name)) continue;
        const message = `no template reads ${name}, and no dependency bears that name`;
        yield { at: key.at, pointer: pointerTo(name), message, unit };
      }
    }
  },

  notRun({ units }) {
    const blind = withChart(units).filter(
      (unit) => unit.chart.values?.root?.kind === "mapping" && unjudged(unit) !== undefined,
    );
    return naming("no templates/, or dependencies that are not in charts/:", blind);
  },
};
