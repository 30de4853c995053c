import type { Location } from "../model/location.ts";
import { startOf } from "../model/location.ts";
import type { Unit } from "../model/workspace.ts";
import { locationOf } from "../yaml/index.ts";

/** Where the version of what a unit ships stands: in Chart.yaml, else in blueprint.yaml. */
export function versionPlace({ chart, blueprint, folder }: Unit): Location {
  const root = blueprint?.document.root;
  if (chart !== undefined) return chart.versionAt;
  return root === undefined
    ? startOf(blueprint?.file ?? folder)
    : locationOf(root, "/spec/version");
}
