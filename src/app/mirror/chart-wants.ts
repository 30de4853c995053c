import type { Target } from "../../model/reference.ts";
import { repositoryIn } from "../../model/reference.ts";
import { tagOf } from "../../model/version.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Wanted } from "./wanted.ts";

/** The charts of the blueprints, as they are published; that of one that is not listed may lack. */
export function chartWants(units: readonly Unit[], own: Target): readonly Wanted[] {
  return units.flatMap(({ chart, blueprint }) => {
    if (chart === undefined || chart.metadata.version === "") return [];
    const { name, version } = chart.metadata;
    const place = {
      at: chart.versionAt,
      what: `the chart ${name}`,
      ...(blueprint === undefined ? {} : { blueprint: blueprint.name }),
    };
    const target = repositoryIn(own, name);
    return {
      kind: "chart",
      reference: { target, tag: tagOf(version), digest: undefined },
      required: blueprint === undefined || blueprint.visibility === "listed",
      places: [place],
    };
  });
}
