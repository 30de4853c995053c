import { foldName } from "../../model/blueprint.ts";
import type { Workspace } from "../../model/workspace.ts";
import { ofEach } from "./remembered.ts";

/** One key for a unit's chart and its blueprint, should they differ in name; the name without `bp-` for anything else. */
export function keyOf(name: string, workspace: Workspace): string {
  const key = foldName(name);
  return keysOf(workspace).get(key) ?? key;
}

const keysOf = ofEach((workspace: Workspace) => new Map(blueprintByChart(workspace)));

/** Of two units with one chart name the first by folder holds. */
function blueprintByChart({ units }: Workspace): readonly (readonly [string, string])[] {
  return units
    .toReversed()
    .flatMap(({ chart, blueprint }) =>
      chart === undefined || blueprint === undefined
        ? []
        : [[foldName(chart.metadata.name), foldName(blueprint.name)] as const],
    );
}
