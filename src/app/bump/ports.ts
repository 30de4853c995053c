import type { Spool } from "../../model/ports.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Bump } from "../diff/bump.ts";
import type { Source } from "../packaging.ts";
import type { TakenVersions } from "./refusals.ts";

/** What is asked of git and of the registry. */
export interface BumpPorts {
  /** Published versions, the newest first and pre-releases last; none where nobody was asked. */
  readonly published: (unit: Unit) => Promise<readonly string[]>;
  /** What other branches carry. */
  readonly claims: (unit: Unit) => Promise<TakenVersions["claims"]>;
  /** Messages of the commits since the version last moved, newest first. */
  readonly messages: (unit: Unit) => Promise<readonly string[]>;
  /** What the difference with a published version asks for. */
  readonly difference: (
    unit: Unit,
    version: string,
  ) => Promise<Pick<Bump, "level" | "least" | "holds"> & { readonly reasons: readonly string[] }>;
}

/** What is asked of git about a change. */
export interface HistoryPorts extends Pick<BumpPorts, "claims"> {
  readonly spool: Spool;
  /** The workspace as it was when a unit of the older one came to its version; undefined where nobody knows. */
  readonly began: (unit: Unit) => Promise<Source | undefined>;
  /** Whether a registry has an image, or why that is not known; undefined where no registry is asked. */
  readonly hasImage?: ((image: string) => Promise<boolean | string>) | undefined;
}
