import { pointerTo } from "../../yaml/index.ts";
import type { ChartUnit } from "../charts.ts";
import { naming, withChart } from "../charts.ts";
import type { Rule } from "../rule.ts";
import { templatesOf } from "../template/template.ts";
import { usedValues } from "../used-values.ts";

/** Keys that nobody's template asks for and that mean something all the same. */
const known: ReadonlySet<string> = new Set(["global", "catalystBlueprint", "tags"]);

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
      const taken = new Set([...used, ...dependencyKeys(unit), ...known]);
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
    return naming("no templates/, or dependencies that are not in charts/ as folders:", blind);
  },
};

/** Why it cannot be told what a chart uses. */
function unjudged({ chart }: ChartUnit): string | undefined {
  if (chart.templates?.some(({ path }) => path.startsWith("templates/")) !== true)
    return "no templates";
  const held = new Set(chart.vendored.filter(({ packed }) => !packed).map(({ name }) => name));
  const { dependencies } = chart.metadata;
  if (dependencies.every(({ name }) => held.has(name)) && !chart.vendored.some((one) => one.packed))
    return undefined;
  return "dependencies";
}

function dependencyKeys({ chart }: ChartUnit): readonly string[] {
  return [
    ...chart.vendored.map(({ name }) => name),
    ...chart.metadata.dependencies.flatMap(({ name, alias, condition }) => [
      name,
      alias,
      ...condition.split(",").map((path) => path.trim().split(".")[0] ?? ""),
    ]),
  ];
}
