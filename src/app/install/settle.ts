import type { Conflict, OutsideWant } from "../../graph/index.ts";
import { BpError } from "../../model/error.ts";
import { isSame } from "../../model/json.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Settings } from "./configuration.ts";
import { configOf } from "./configuration.ts";
import type { HandingFault } from "./handing.ts";
import { handOn } from "./handing.ts";
import type { Installable } from "./installable.ts";
import { KnownCatalogue } from "./known-catalogue.ts";
import { resolve } from "./resolve.ts";

/** How often versions are chosen anew because what they hand on changed a condition. */
const roundLimit = 10;

export type Settled =
  | {
      readonly kind: "settled";
      readonly chosen: readonly Installable[];
      readonly settings: Settings;
      readonly faults: readonly HandingFault[];
    }
  | {
      readonly kind: "conflict";
      readonly conflict: Conflict;
      readonly placeOf: KnownCatalogue["placeOf"];
    };

/**
 * Versions and configurations that fit each other: which dependencies there are depends on configurations, and these on
 * what is handed on by what was chosen. So both are found in rounds, until nothing changes.
 * @throws BpError MATERIAL where they never fit; and what resolving throws
 */
export async function settle(
  wants: readonly OutsideWant[],
  catalogue: Catalogue,
  start: Omit<Settings, "handed">,
): Promise<Settled> {
  const known = new KnownCatalogue(catalogue);
  let handed: Settings["handed"] = new Map();
  for (let round = 0; round < roundLimit; round += 1) {
    const settings = { ...start, handed };
    const resolved = await resolve({
      wants,
      known,
      admits: catalogue.admits,
      configOf: (installable) => configOf(installable, settings),
    });
    if (resolved.kind === "conflict")
      return { ...resolved, placeOf: (...want) => known.placeOf(...want) };
    const { chosen } = resolved;
    const { values, faults } = handOn(chosen, settings);
    if (isSame(Object.fromEntries(values), Object.fromEntries(handed)))
      return { kind: "settled", chosen, settings, faults };
    handed = values;
  }
  throw new BpError(
    "MATERIAL",
    "the conditions of depends never settle: each choice undoes the last",
    {
      hint: "look at the values that blueprints hand on and the when of what they reach",
    },
  );
}
