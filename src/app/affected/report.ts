import type { Report } from "../../model/report.ts";
import type { Change } from "./compare.ts";

export interface AffectedBlueprint {
  readonly name: string;
  readonly folder: string;
  readonly version: string;
  /** `dependent`: its own bytes are the same, and it needs one that is affected; `tag`: a tag selects it. */
  readonly reason: Change | "dependent" | "tag";
  /** Names of the affected that a dependent needs, sorted; of what changed itself `compositions/`, where they did. */
  readonly because: readonly string[];
  /** 0 needs nothing of what is affected. */
  readonly wave: number;
}

export interface AffectedReport extends Report {
  /** The commit compared with, null where there is none or a tag decides. */
  readonly base: string | null;
  readonly head: string;
  /** In the order of publishing: wave by wave, by folder within one. */
  readonly blueprints: readonly AffectedBlueprint[];
  /** What is published no more, by folder. */
  readonly removed: readonly { readonly name: string; readonly folder: string }[];
  /** What a person should know, as sentences. */
  readonly notes: readonly string[];
}
