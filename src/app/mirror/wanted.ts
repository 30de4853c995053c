import type { Location } from "../../model/location.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { Reference } from "../../model/reference.ts";
import { formatReference } from "../../model/reference.ts";

/** What a mirror is to hold: our charts, the images that they run, and what was named by hand. */
export type WantedKind = "chart" | "image" | "artifact";

export interface Wanted {
  readonly kind: WantedKind;
  /** Where it is now, with a tag or a digest. */
  readonly reference: Reference;
  /** The run fails without it; else its lack is a warning. */
  readonly required: boolean;
  /** Where the workspace asks for it; none for what was named by hand. */
  readonly places: readonly Place[];
}

/** A line of the workspace that asks for an artifact. */
export interface Place {
  readonly at: Location;
  /** As `the kit's release bp-cilium`. */
  readonly what: string;
  readonly blueprint?: string;
}

/** Each artifact once, required where one place requires it; charts first, then sorted by reference. */
export function distinct(wanted: readonly Wanted[]): readonly Wanted[] {
  const found = new Map<string, Wanted>();
  for (const one of wanted) {
    const key = formatReference(one.reference);
    const known = found.get(key);
    const places = [...(known?.places ?? []), ...one.places];
    const required = one.required || known?.required === true;
    found.set(key, { ...(known ?? one), required, places });
  }
  return [...found]
    .toSorted(([a, one], [b, two]) => byCodeUnit(one.kind, two.kind) || byCodeUnit(a, b))
    .map(([, one]) => one);
}
