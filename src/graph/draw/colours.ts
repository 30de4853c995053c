import type { Fault } from "./marks.ts";

/** The colours of faults where a drawing has no light and dark of its own. */
export const faultColours: Readonly<Record<Fault, string>> = {
  cycle: "#cf222e",
  missing: "#cf222e",
  unsatisfied: "#bc6a00",
};
