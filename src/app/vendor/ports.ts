import type { ProgressEvent } from "../../model/event.ts";
import type { Spool } from "../../model/ports.ts";
import type { Target } from "../../model/reference.ts";
import type { Store } from "../../oci/index.ts";
import type { ChartCache, ChartRepositories } from "../../repository/index.ts";
import type { Placement, PutFile } from "../../workspace/index.ts";

/** Where upstream charts come from. */
export interface UpstreamPorts {
  readonly repositories: ChartRepositories;
  readonly cache: ChartCache;
  /** A repository of a registry. */
  readonly registry: (target: Target) => Promise<Store>;
  /** True: the cache answers alone. */
  readonly offline: boolean;
  /** Fetches at a time. */
  readonly concurrency: number;
  readonly emit: (event: ProgressEvent) => void;
  /** Aborts once the user interrupts. */
  readonly signal: AbortSignal;
}

export interface VendorPorts extends UpstreamPorts {
  readonly spool: Spool;
  /** Moves archives into a chart's charts/. */
  readonly place: (placement: Placement) => Promise<void>;
  readonly put: (file: PutFile) => Promise<void>;
}
