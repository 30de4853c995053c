import type { Location } from "../../model/location.ts";
import { compareVersions, parseVersion } from "../../model/version.ts";
import type { Unit } from "../../model/workspace.ts";
import { withChart } from "../charts.ts";
import { membersOf } from "../kits.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";

interface Pin {
  readonly chart: string;
  readonly version: string;
  readonly at: Location;
  readonly pointer: string;
  readonly unit?: Unit;
}

/** Versions that fail in silence stay behind. */
export const versionFloor: Rule = {
  id: "BP513",
  name: "version-floor",
  severity: "error",
  summary: "No pin is below the lowest version that floors allows its chart.",
  why: "Some versions fail without an error; a pin that was forgotten, or set back, brings the failure back where nobody sees it.",
  remedy: "Raise the pin to the floor or above it, as a plain version.",
  examples: {
    bad: "version: 0.1.170   # and floors has bp-x: 0.1.171\n",
    good: "version: 0.1.171\n",
  },

  *check(input) {
    const floors = input.kit?.floors;
    if (floors === undefined) return;
    for (const pin of [...kitPins(input), ...chartPins(input)]) {
      const floor = floors.get(pin.chart);
      if (floor !== undefined) yield* judge(pin, floor);
    }
  },

  notRun: ({ kit }) => (kit?.floors === undefined ? "the configuration has no floors" : undefined),
};

/** What cannot be read cannot be trusted. */
function* judge({ chart, version, ...place }: Pin, floor: string): Iterable<Complaint> {
  if (parseVersion(version) === undefined) {
    const written = version === "" ? "no version" : JSON.stringify(version);
    const message = `${chart} has a floor, ${floor}, and is pinned to ${written}, which cannot be compared with it`;
    yield { ...place, message };
  } else if (compareVersions(version, floor) < 0)
    yield { ...place, message: `${chart} is pinned to ${version}, below its floor ${floor}` };
}

function kitPins(input: RuleInput): readonly Pin[] {
  return membersOf(input).map(({ release, unit }) => ({
    chart: release.chart,
    version: release.version,
    at: release.versionAt,
    pointer: release.versionPointer,
    ...(unit === undefined ? {} : { unit }),
  }));
}

function chartPins({ units }: RuleInput): readonly Pin[] {
  return withChart(units).flatMap((unit) =>
    unit.chart.metadata.dependencies.map(({ name, version, at }, index) => ({
      chart: name,
      version,
      at,
      pointer: `/dependencies/${index}/version`,
      unit,
    })),
  );
}
