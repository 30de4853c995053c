import type { Target } from "../../model/reference.ts";
import { repositoryIn } from "../../model/reference.ts";
import { tagOf } from "../../model/version.ts";
import type { Unit } from "../../model/workspace.ts";
import { ships } from "../../model/workspace.ts";
import { versionPlace } from "../version-place.ts";
import type { Wanted } from "./wanted.ts";

/** The charts and manifests of the blueprints, as they are published; those of one that is not listed may lack. */
export function chartWants(units: readonly Unit[], own: Target): readonly Wanted[] {
  return units.filter(ships).flatMap((unit) => {
    const { name, version, chart, blueprint } = unit;
    if (version === "") return [];
    const place = {
      at: versionPlace(unit),
      what: `the ${chart === undefined ? "manifests of" : "chart"} ${name}`,
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
