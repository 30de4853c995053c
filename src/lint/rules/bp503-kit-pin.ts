import type { Kit } from "../../model/kit.ts";
import type { Unit } from "../../model/workspace.ts";
import { manifestPinPointer, manifestPins } from "../kit/manifest-pins.ts";
import { pinDriftOf } from "../kit/pins.ts";
import { isSubstituted, kitsOf, membersOf, noKit } from "../kits.ts";
import type { Complaint, Rule } from "../rule.ts";

/** What a kit installs is what the tree holds. */
export const kitPin: Rule = {
  id: "BP503",
  name: "kit-pin",
  severity: "error",
  summary:
    "A slot of the bootstrap kit pins the version that its chart, or its manifests, have in the tree.",
  why: "A chart that was bumped and not pinned is published and installed nowhere; the fix that it brought never arrives.",
  remedy: "Bring the pin to the chart's version: bp kit sync --pins.",
  examples: {
    bad: "version: 1.1.1   # and Chart.yaml says 1.1.2\n",
    good: "version: 1.1.2\n",
  },

  *check(input) {
    for (const member of membersOf(input)) {
      const drift = pinDriftOf(member);
      if (drift === undefined) continue;
      const { release, unit, held, heldAt } = drift;
      const { chart, version, versionAt, versionPointer } = release;
      const pinned =
        version === "" ? `${chart} is pinned to no version` : `${chart} is pinned to ${version}`;
      yield {
        at: versionAt,
        pointer: versionPointer,
        message: `${pinned}, and the tree has ${held} (${heldAt.file}:${heldAt.line})`,
        unit,
      };
    }
    for (const unit of input.units) yield* ofManifests(unit, kitsOf(input));
  },

  notRun: noKit,
};

/** A blueprint of manifests is pinned by the tag of an OCIRepository. */
function* ofManifests(unit: Unit, kits: readonly Kit[]): Iterable<Complaint> {
  for (const { node, version } of manifestPins(unit, kits)) {
    if (version === unit.version || unit.version === "" || isSubstituted(version)) continue;
    yield {
      at: node.at,
      pointer: manifestPinPointer,
      message: `${unit.name} is pinned to ${version}, and the tree has ${unit.version}`,
      help: `Bring the tag to the blueprint's version: bp bump ${unit.name} --level none.`,
      unit,
    };
  }
}
