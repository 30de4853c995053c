import type { Location } from "./location.ts";

/** A HelmRelease of a bootstrap kit. */
export interface KitSlot {
  /** The file's path relative to the workspace root. */
  readonly file: string;
  /** The release's metadata.name. */
  readonly name: string;
  /** spec.chart.spec.chart. */
  readonly chart: string;
  readonly version: string;
  readonly at: Location;
}
