import type { Unit } from "../../model/workspace.ts";
import type { Rule } from "../rule.ts";

/** A release is known by its chart's name: folder and name must not drift apart. */
export const chartName: Rule = {
  id: "BP201",
  name: "chart-name",
  severity: "error",
  summary: "A chart is named bp-<folder>, unless the configuration excepts the folder.",
  why: "The repository, the release and every pin of a chart bear the chart's name; a name that the folder does not tell is published where nobody looks for it.",
  remedy:
    "Rename the chart or its folder, or except the folder under names.exceptions in bp.config.yaml.",

  *check({ units, nameExceptions }) {
    for (const unit of units) {
      const { chart, folder } = unit;
      const name = chart?.metadata.name ?? "";
      if (chart === undefined || name === "") continue;
      const expected = canonical(unit);
      if (name === expected || name === nameExceptions.get(folder)) continue;
      yield {
        at: chart.nameAt,
        pointer: "/name",
        message: `the chart in ${folder} is named ${name}, expected ${expected}`,
        unit,
      };
    }
  },
};

function canonical({ folder }: Unit): string {
  const base = folder.slice(folder.lastIndexOf("/") + 1);
  return base.startsWith("bp-") ? base : `bp-${base}`;
}
