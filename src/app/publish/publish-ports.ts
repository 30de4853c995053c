import type { Ports } from "../../model/ports.ts";
import type { Target } from "../../model/reference.ts";
import type { Source, Store } from "../../oci/index.ts";
import type { Patience } from "./arrivals.ts";

/** What a publish needs of the outside world. */
export interface PublishPorts extends Pick<Ports, "now" | "spool" | "emit"> {
  open(target: Target): Store;
  /** The same place as somebody without a login finds it; undefined for a layout. */
  anonymous?(target: Target): Source | undefined;
  /** Requests made for a repository so far. */
  requests(target: Target): number;
  /** How a shard waits for the others. */
  readonly patience: Patience;
}
