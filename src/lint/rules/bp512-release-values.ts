import { entry, pointerTo } from "../../yaml/index.ts";
import type { ChartUnit } from "../charts.ts";
import { naming, withChart } from "../charts.ts";
import { membersOf, noKit } from "../kits.ts";
import type { Rule } from "../rule.ts";
import { templatesOf } from "../template/template.ts";
import { usedValues } from "../used-values.ts";
import { dependencyKeys, knownKeys, unjudged } from "../value-keys.ts";

/** A value that nobody reads sets nothing. */
export const releaseValues: Rule = {
  id: "BP512",
  name: "release-values",
  severity: "error",
  summary:
    "Each top-level key of a release's values is read by the chart's templates or belongs to a dependency.",
  why: "Hostnames set under a key that no template reads are ignored in silence, and the chart's defaults go live.",
  remedy: "Write the key that the chart reads, or take it out.",
  examples: {
    bad: "values:\n  hostname: api.example.com   # and the templates read .Values.host\n",
    good: "values:\n  host: api.example.com\n",
  },

  *check(input) {
    for (const { release, unit } of membersOf(input)) {
      const [of] = unit === undefined ? [] : withChart([unit]);
      const values = entry(entry(release.root, "spec"), "values");
      if (of === undefined || values?.kind !== "mapping" || unjudged(of) !== undefined) continue;
      const used = usedValues(templatesOf(of.chart) ?? []);
      if (used === "all") continue;
      const taken = new Set([...used, ...dependencyKeys(of), ...knownKeys]);
      for (const { name, key } of values.pairs) {
        if (taken.has(name)) continue;
        const message = `no template of ${of.chart.metadata.name} reads ${name}, and no dependency bears that name`;
        yield { at: key.at, pointer: `/spec/values${pointerTo(name)}`, message, unit: of };
      }
    }
  },

  notRun(input) {
    const blind = new Set<ChartUnit>();
    for (const { release, unit } of membersOf(input)) {
      const [of] = unit === undefined ? [] : withChart([unit]);
      const values = entry(entry(release.root, "spec"), "values");
      if (of !== undefined && values?.kind === "mapping" && unjudged(of) !== undefined)
        blind.add(of);
    }
    const reason = "no templates/, or dependencies that are not in charts/:";
    return noKit(input) ?? naming(reason, [...blind]);
  },
};
