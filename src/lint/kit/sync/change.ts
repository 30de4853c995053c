import type { Fix } from "../../../model/change.ts";
import type { Kit } from "../../../model/kit.ts";
import type { Location } from "../../../model/location.ts";
import type { Workspace } from "../../../model/workspace.ts";
import { emitYaml } from "../../../yaml/index.ts";

/** What of a kit, or of what is held beside it, is brought in line. */
export type SyncPart =
  | "files"
  | "generated"
  | "template"
  | "pins"
  | "edges"
  | "expected"
  | "depends";

/** One thing that is out of line. */
export interface SyncChange {
  /** The rule that tells of it. */
  readonly ruleId: string;
  readonly at: Location;
  readonly message: string;
  /** The edit; undefined where a person must decide, as `message` says. */
  readonly fix?: Fix;
}

export interface SyncInput {
  /** The kits to bring in line, of the workspace's. */
  readonly kits: readonly Kit[];
  readonly workspace: Workspace;
  /** The releases whose rows of the expected graph are written; all where it is absent. */
  readonly names?: ReadonlySet<string>;
}

export type SyncStep = (input: SyncInput) => Iterable<SyncChange>;

/** A name as a plain or quoted scalar, in flow collections too; undefined for what is no name of Kubernetes'. */
export function nameScalar(name: string): string | undefined {
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/u.test(name) ? emitYaml(name).trimEnd() : undefined;
}
