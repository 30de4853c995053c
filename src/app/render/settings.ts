import type { Cache } from "../../model/cache.ts";
import type { Helm, ValuesFile } from "../../model/helm.ts";
import type { Spool } from "../../model/ports.ts";
import type { Unit } from "../../model/workspace.ts";

/** How charts are rendered. */
export interface RenderSettings {
  /** Each chart is rendered by every one of them. */
  readonly helms: readonly Helm[];
  /** Undefined: the blueprint's name without `bp-`. */
  readonly release?: string;
  readonly namespace: string;
  /** As `1.33.0`; undefined: as each Helm has it by itself. */
  readonly kubernetes: string | undefined;
  readonly values: readonly ValuesFile[];
  /** As `--set` takes them. */
  readonly set: readonly string[];
  /** Also how large the release is that Helm would keep. */
  readonly measure?: boolean;
  /** What the cluster serves for a unit besides Kubernetes' own. */
  readonly apiVersions: (unit: Unit) => readonly string[];
}

export interface RenderPorts {
  readonly spool: Spool;
  readonly cache: Cache;
  readonly concurrency: number;
  readonly signal?: AbortSignal;
}
