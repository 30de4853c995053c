import { isSubstituted, membersOf, noKit } from "../kits.ts";
import type { Rule } from "../rule.ts";

/** What a kit installs is what the tree holds. */
export const kitPin: Rule = {
  id: "BP503",
  name: "kit-pin",
  severity: "error",
  summary: "A slot of the bootstrap kit pins the version that its chart has in the tree.",
  why: "A chart that was bumped and not pinned is published and installed nowhere; the fix that it brought never arrives.",
  remedy: "Bring the pin to the chart's version: bp kit sync --pins.",
  examples: {
    bad: "version: 1.1.1   # and Chart.yaml says 1.1.2\n",
    good: "version: 1.1.2\n",
  },

  *check(input) {
    for (const { release, unit } of membersOf(input)) {
      const { chart, version, versionAt } = release;
      const held = unit?.chart?.metadata.version ?? "";
      if (unit?.chart === undefined || held === "" || version === held) continue;
      if (isSubstituted(version)) continue;
      const { file, line } = unit.chart.versionAt;
      const pinned =
        version === "" ? `${chart} is pinned to no version` : `${chart} is pinned to ${version}`;
      yield {
        at: versionAt,
        pointer: "/spec/chart/spec/version",
        message: `${pinned}, and the tree has ${held} (${file}:${line})`,
        unit,
      };
    }
  },

  notRun: noKit,
};
