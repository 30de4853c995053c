import type { Digest } from "./digest.ts";
import type { Location } from "./location.ts";

/** Where a workspace keeps what it resolved, at its root. */
export const lockFile = "bp.lock";

/** A published blueprint that a `depends` was resolved to. */
export interface LockedBlueprint {
  readonly version: string;
  /** Of its chart manifest. */
  readonly digest: Digest;
  /** Where the entry was read; absent for one that is to be written. */
  readonly at?: Location;
}

/** An upstream chart, as it was fetched. */
export interface LockedChart {
  /** Exact, as the upstream writes it: `v1.14.0` too. */
  readonly version: string;
  /** As Chart.yaml declares it. */
  readonly repository: string;
  /** Of the archive's bytes, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly at?: Location;
}

/** What bp.lock holds: what was found, and its bytes, so that the next run finds the same or says so. */
export interface Lock {
  /** By name, as `bp-cilium`. */
  readonly blueprints: ReadonlyMap<string, LockedBlueprint>;
  /** By the chart's folder, as `platform/x/chart`; within it by the dependency's alias, else its name. */
  readonly charts: ReadonlyMap<string, ReadonlyMap<string, LockedChart>>;
}

export const emptyLock: Lock = { blueprints: new Map(), charts: new Map() };
