import { isInSync, readChartLock } from "../../chart/index.ts";
import type { ChartDependency } from "../../model/chart.ts";
import { satisfiesHelm } from "../../model/helm-range.ts";
import type { YamlDocument, YamlNode } from "../../model/yaml-node.ts";
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
  summary:
    "A chart with upstream charts has a Chart.lock that was made for them and names each in its version.",
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
      else yield* outOfDate(unit, remote, chart.lock);
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

function* outOfDate(
  unit: ChartUnit,
  remote: readonly ChartDependency[],
  document: YamlDocument,
): Iterable<Complaint> {
  const found = [...differences(unit, remote, document.root)];
  yield* found;
  if (found.length === 0) yield* otherDigest(unit, document);
}

/** Helm builds from a lock whose digest is that of all that Chart.yaml says of its dependencies, and of no other. */
function* otherDigest(unit: ChartUnit, document: YamlDocument): Iterable<Complaint> {
  const { apiVersion, dependencies } = unit.chart.metadata;
  const digest = entry(document.root, "digest");
  // Of a name the digest is over what it stands for, and of an old chart Helm 2 may have written it.
  const isKnown = dependencies.every(({ repository }) => !/^(?:@|alias:)/u.test(repository));
  if (digest === undefined || apiVersion !== "v2" || !isKnown) return;
  const lock = readChartLock(document, digest.at.file);
  if (isInSync(lock, dependencies, { apiVersion, declared: dependencies })) return;
  const message = "Chart.lock was made for other dependencies: `helm dependency build` refuses it";
  yield { at: digest.at, pointer: "/digest", message, unit };
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
