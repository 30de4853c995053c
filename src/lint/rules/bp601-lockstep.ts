import { placeOf } from "../place.ts";
import type { Rule } from "../rule.ts";

/** A blueprint and its chart are published as one version. */
export const lockstep: Rule = {
  id: "BP601",
  name: "lockstep",
  severity: "error",
  summary: "The version of Chart.yaml equals spec.version of blueprint.yaml.",
  why: "The artifact bears the chart's version and the catalogue shows the blueprint's; where they differ, a user asks for a version that was never published.",
  remedy: "Bring both files to the same version.",

  *check({ units }) {
    for (const unit of units) {
      const { blueprint, chart } = unit;
      const released = chart?.metadata.version ?? "";
      if (chart === undefined || released === "" || blueprint?.version === undefined) continue;
      if (blueprint.version === released) continue;
      const { file, line } = chart.versionAt;
      const pointer = "/spec/version";
      yield {
        at: placeOf(blueprint.document, pointer),
        pointer,
        message: `the blueprint is ${blueprint.version}, its chart is ${released} (${file}:${line})`,
        unit,
      };
    }
  },
};
