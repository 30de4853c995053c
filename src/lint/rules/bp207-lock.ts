import type { ChartDependency } from "../../model/chart.ts";
import { satisfiesHelm } from "../../model/helm-range.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { coercedText, entry, items } from "../../yaml/index.ts";
import type { ChartUnit } from "../charts.ts";
import { chartNames, isRemote, naming, withChart } from "../charts.ts";
import { keyPlaceOf } from "../place.ts";
import type { Complaint, Rule } from "../rule.ts";

/** An index can answer differently tomorrow; the lock says what it answered. */
export const lock: Rule = {
  id: "BP207",
  name: "lock",
  severity: "warning",
  summary: "A chart with upstream charts has a Chart.lock that names each of them in its version.",
  why: "Repositories move, take versions away and put other bytes under old names; without a lock the next build resolves anew and nobody sees that it found something else.",
  remedy: "Run `bp vendor` and commit the Chart.lock and the bp.lock that come of it.",
  examples: {
    bad: "# no Chart.lock beside this Chart.yaml\ndependencies:\n  - {name: app, version: 1.2.3, repository: https://x.example}\n",
    good: "# Chart.lock\ndependencies:\n  - {name: app, version: 1.2.3, repository: https://x.example}\ndigest: sha256:…\n",
  },

  *check({ units, workspace }) {
    const local = chartNames(workspace);
    for (const unit of withChart(units)) {
      const { chart } = unit;
      const remote = chart.metadata.dependencies.filter((one) => isRemote(one, local));
      if (chart.packaged === undefined || remote.length === 0) continue;
      if (chart.lock === undefined) yield unlocked(unit, remote);
      else yield* differences(unit, remote, chart.lock.root);
    }
  },

  notRun: ({ units }) =>
    naming(
      "the files were not listed of",
      withChart(units).filter(({ chart }) => chart.packaged === undefined),
    ),
};

function unlocked(unit: ChartUnit, remote: readonly ChartDependency[]): Complaint {
  const names = remote.map(({ name, version }) => `${name} ${version}`.trimEnd()).join(", ");
  const pointer = "/dependencies";
  return {
    at: keyPlaceOf(unit.chart.document, pointer),
    pointer,
    message: `no Chart.lock says what ${names} resolved to`,
    unit,
  };
}

function* differences(
  unit: ChartUnit,
  remote: readonly ChartDependency[],
  root: YamlNode | undefined,
): Iterable<Complaint> {
  const locked = items(entry(root, "dependencies"));
  for (const { name, version, at } of remote) {
    const versions = locked
      .filter((one) => coercedText(entry(one, "name")) === name)
      .map((one) => coercedText(entry(one, "version")) ?? "");
    if (versions.some((found) => version === found || satisfiesHelm(found, version))) continue;
    const found = versions.length === 0 ? "does not name it" : `has ${versions.join(", ")}`;
    yield {
      at,
      message: `Chart.lock is out of date: ${name} ${version} is asked for, it ${found}`,
      unit,
    };
  }
}
