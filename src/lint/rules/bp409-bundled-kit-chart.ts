import type { KitRelease } from "../../model/kit.ts";
import { nodeAt, pointerTo, scalarBoolean } from "../../yaml/index.ts";
import type { ChartUnit } from "../charts.ts";
import { withChart } from "../charts.ts";
import { kitsOf, noKit, releasesOf } from "../kits.ts";
import type { Rule, RuleInput } from "../rule.ts";

/** Two releases that install one chart fight over its objects. */
export const bundledKitChart: Rule = {
  id: "BP409",
  name: "bundled-kit-chart",
  severity: "error",
  summary: "No chart bundles a chart that the bootstrap kit installs as a release of its own.",
  why: "Both releases claim the same objects; rolling one back removes what the other runs, as it once removed Flux itself.",
  remedy:
    "Take the dependency out of Chart.yaml, or turn it off by its condition, and let the release wait for the other: dependsOn.",
  examples: {
    bad: "dependencies:\n  - name: bp-flux   # and the kit has a slot for bp-flux\n",
    good: "dependencies: []\n",
  },

  *check(input) {
    const installed = installedCharts(input);
    for (const unit of withChart(input.units)) {
      const { name: own, dependencies } = unit.chart.metadata;
      for (const [index, { name, at, condition }] of dependencies.entries()) {
        const release = installed.get(name);
        if (release === undefined || name === own || !name.startsWith("bp-")) continue;
        if (isOff(condition, unit)) continue;
        const place = `${release.at.file}:${release.at.line}`;
        yield {
          at,
          pointer: `/dependencies/${index}`,
          message: `${own} bundles ${name}, which the kit installs as ${release.name} (${place})`,
          unit,
        };
      }
    }
  },

  notRun: noKit,
};

/** Whether the values turn the dependency off: of its conditions the first that they have decides. */
function isOff(condition: string, { chart }: ChartUnit): boolean {
  const paths = condition.split(",").map((path) => pointerTo(...path.trim().split(".")));
  const set = paths.map((path) => scalarBoolean(nodeAt(chart.values?.root, path)));
  return set.find((one) => one !== undefined) === false;
}

/** The first release of each chart, by chart. */
function installedCharts(input: RuleInput): ReadonlyMap<string, KitRelease> {
  const releases = kitsOf(input).flatMap((kit) => releasesOf(kit));
  return new Map(releases.toReversed().map((release) => [release.chart, release]));
}
