import { foldName } from "../../model/blueprint.ts";
import type { KitRelease } from "../../model/kit.ts";
import { nearest } from "../../model/nearest.ts";
import { nodeAt } from "../../yaml/index.ts";
import {
  isSubstituted,
  isWhole,
  kitsOf,
  membersOf,
  noKit,
  releasesOf,
  unitsByChart,
} from "../kits.ts";
import type { Rule, RuleInput } from "../rule.ts";

/** A slot cannot come before its chart. */
export const pinnedChart: Rule = {
  id: "BP511",
  name: "pinned-chart",
  severity: "error",
  summary: "The chart that a slot pins is in the tree.",
  why: "A slot merged before its chart can never become ready, and everything that waits for it waits too.",
  remedy: "Add the chart to the tree first, or correct the name.",
  examples: {
    bad: "chart: bp-cert-manger\n",
    good: "chart: bp-cert-manager\n",
  },

  *check(input) {
    if (!isWhole(input)) return;
    const ours = ownRepositories(input);
    const names = input.workspace.units.flatMap(({ chart }) => chart?.metadata.name ?? []);
    for (const { release, unit } of membersOf(input)) {
      const { chart, root } = release;
      if (unit !== undefined || isSubstituted(chart)) continue;
      if (!chart.startsWith("bp-") && !ours.has(release.source?.name ?? "")) continue;
      const near = nearest(chart, names);
      const advice = near === undefined ? "" : `; did you mean ${near}?`;
      const pointer = "/spec/chart/spec/chart";
      yield {
        at: nodeAt(root, pointer)?.at ?? root.at,
        pointer,
        message: `${release.name} pins the chart ${chart}, which is not in the tree${advice}`,
      };
    }
  },

  notRun: noKit,
};

/** The repositories from which the kits take charts of the tree: what they hold is published from here. */
function ownRepositories(input: RuleInput): ReadonlySet<string> {
  const units = unitsByChart(input.workspace);
  const isOurs = ({ chart }: KitRelease): boolean => units.has(foldName(chart));
  const releases = kitsOf(input).flatMap((kit) => releasesOf(kit));
  return new Set(releases.filter(isOurs).flatMap(({ source }) => source?.name ?? []));
}
