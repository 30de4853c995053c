import { annotation } from "../../model/media-type.ts";
import type { Rule } from "../rule.ts";

/** A wrapper without what it wraps installs cleanly and deploys nothing. */
export const hollowChart: Rule = {
  id: "BP202",
  name: "hollow-chart",
  severity: "error",
  summary: "A chart declares what it wraps under dependencies, or says that it wraps nothing.",
  why: "A chart without its upstream installs without an error and deploys nothing; everything that depends on it then waits for ever.",
  remedy: `Declare the upstream chart under dependencies; where there is none, annotate the chart with ${annotation.noUpstream}: "true".`,

  *check({ units }) {
    for (const unit of units) {
      const { chart } = unit;
      if (chart === undefined || chart.metadata.dependencies.length > 0) continue;
      if (chart.metadata.annotations[annotation.noUpstream] === "true") continue;
      yield {
        at: chart.nameAt,
        message: `${unit.name} declares no dependencies, and no annotation says that it has no upstream`,
        unit,
      };
    }
  },
};
