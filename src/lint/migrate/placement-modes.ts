import type { YamlNode } from "../../model/yaml-node.ts";
import { entry, items, nodeAt, scalarText } from "../../yaml/index.ts";
import { isWithin, writeScalar } from "../edit.ts";
import { canonicalMode } from "../placement-mode.ts";
import type { Migration, MigrationStep } from "./migration.ts";

/** Modes had other names. */
export const placementModes: Migration = {
  name: "placement-modes",

  *steps({ document }) {
    const placement = nodeAt(document.root, "/spec/placementSchema");
    if (placement?.kind !== "mapping") return;
    const modes = items(entry(placement, "modes"));
    const listed = modes.map((item) => scalarText(item));
    for (const item of modes) {
      const twice = listed.filter((mode) => canonicalMode(mode ?? "") === modeOf(item)).length > 1;
      yield* stepOf(item, placement, twice);
    }
    for (const name of ["default", "defaultOnMultiRegion"])
      yield* stepOf(entry(placement, name), placement, false);
  },
};

function modeOf(node: YamlNode): string {
  return canonicalMode(scalarText(node) ?? "");
}

function* stepOf(
  node: YamlNode | undefined,
  placement: YamlNode,
  twice: boolean,
): Iterable<MigrationStep> {
  if (node?.kind !== "scalar") return;
  const [old, mode] = [scalarText(node), modeOf(node)];
  if (old === undefined || old === mode) return;
  const message = `the placement mode ${old} is called ${mode} today`;
  if (twice)
    yield { at: node.at, message: `${message}, and is listed under both names: take one out` };
  else if (!isWithin(node, placement))
    yield { at: node.at, message: `${message}, and an alias or merge key brings it here` };
  else {
    const fix = { description: `write ${mode}`, changes: [writeScalar(node, mode)] };
    yield { at: node.at, message, fix };
  }
}
