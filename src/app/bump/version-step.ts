import type { Unit } from "../../model/workspace.ts";
import type { Level } from "../vendor/level.ts";

/** Why a version moves. */
export type StepReason = "asked" | "change file" | "changed" | "dependent";

/** The step of one unit's version. */
export interface VersionStep {
  readonly unit: Unit;
  readonly from: string;
  /** The same where the places are only brought in line. */
  readonly to: string;
  /** Null where the version was given. */
  readonly level: Level | null;
  readonly reason: StepReason;
  /** The names of what a dependent holds and moves with; else what asks for the level. */
  readonly because: readonly string[];
}
