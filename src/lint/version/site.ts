import type { TextChange } from "../../model/change.ts";
import type { Location } from "../../model/location.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";

/** A place that must carry a unit's version, or a range that must take it. */
export interface VersionSite {
  /** The rule that tells of one that is out of step. */
  readonly ruleId: string;
  readonly at: Location;
  readonly pointer: string;
  /** What stands there, empty where nothing does. */
  readonly written: string;
  /** What it is, as part of a sentence: `the pin of bp-a`. */
  readonly what: string;
  /** The unit whose published bytes hold the place; undefined for what is published by nobody, as a kit. */
  readonly holder: Unit | undefined;
  /** The holder's package has the unit's chart inside: it changes with the unit, whatever stands here. */
  readonly embeds: boolean;
  /** Whether what stands there will do for the version. */
  readonly holds: (version: string) => boolean;
  /** The edit that makes it so; undefined where a person must write it. */
  readonly write: (version: string) => TextChange | undefined;
}

export interface SiteSettings {
  /** An `oci://` dependency on a chart of the workspace is taken from the workspace. */
  readonly workspaceDependencies: boolean;
  /** Charts whose appVersion is their version, by name. */
  readonly lockstep: ReadonlySet<string>;
}

export type Sites = (
  unit: Unit,
  workspace: Workspace,
  settings: SiteSettings,
) => Iterable<VersionSite>;
