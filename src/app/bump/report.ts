import type { Report } from "../../model/report.ts";
import type { KitSyncReport } from "../kit/sync.ts";
import type { VersionStep } from "./version-step.ts";

export interface BumpReport extends Report {
  /** False: a preview, a check, or a refusal. */
  readonly written: boolean;
  readonly steps: readonly BumpedVersion[];
  /** In the order made, by place. */
  readonly changes: KitSyncReport["changes"];
  /** What a person must bring in line. */
  readonly left: KitSyncReport["left"];
  /** Change files that are used up. */
  readonly removed: readonly string[];
  /** What takes no step and why, and what was not asked. */
  readonly notes: readonly string[];
}

export type BumpedVersion = Pick<VersionStep, "from" | "to" | "level" | "reason" | "because"> & {
  readonly name: string;
  readonly folder: string;
};

export function bumpedVersion(step: VersionStep): BumpedVersion {
  const { unit, from, to, level, reason, because } = step;
  return { name: unit.name, folder: unit.folder, from, to, level, reason, because };
}

/** A report of nothing. */
export const emptyBump: Omit<BumpReport, "ok" | "exitCode" | "findings"> = {
  schemaVersion: 1,
  command: "bump",
  written: false,
  steps: [],
  changes: [],
  left: [],
  removed: [],
  notes: [],
};
