import { pinDriftOf } from "../kit/pins.ts";
import { membersOf, noKit } from "../kits.ts";
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
  },

  notRun: noKit,
};
