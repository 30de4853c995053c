import type { Conflict } from "../../graph/index.ts";
import type { Digest } from "../../model/digest.ts";
import type { Finding } from "../../model/finding.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import type { Installable } from "./installable.ts";

/** What becomes of one application. */
export interface PlannedApplication {
  readonly name: string;
  readonly namespace: string;
  /** `reuse`: it stays as it is; `change`: it stands in another version, or gets other values. */
  readonly action: "create" | "reuse" | "change";
  readonly blueprint: string;
  readonly version: string;
  /** The version that is installed, null for one that is not. */
  readonly from: string | null;
  readonly chart: string;
  /** Of the chart manifest, null where it is not published. */
  readonly digest: Digest | null;
  /** 0 needs nothing of the plan. */
  readonly wave: number;
  /** Names of the applications that must be there first, sorted. */
  readonly dependsOn: readonly string[];
  /** Names of the applications that want it, sorted; none for the one that the user wants. */
  readonly wantedBy: readonly string[];
  readonly values: JsonObject;
}

export interface InstallPlan {
  readonly kind: "plan";
  /** In the order of installation: wave by wave, by name within one. */
  readonly applications: readonly PlannedApplication[];
  /** By application, in the same order. */
  readonly installables: ReadonlyMap<string, Installable>;
  /** What is wrong with the configurations. */
  readonly findings: readonly Finding[];
}

export type PlanResult =
  | InstallPlan
  | {
      readonly kind: "conflict";
      readonly conflict: Conflict;
      /** As a person would tell it, fewer than ten. */
      readonly lines: readonly string[];
      /** Where a version says that it wants a blueprint. */
      readonly placeOf: (by: string, version: string, blueprint: string) => Location | undefined;
    }
  /** Blueprints that need each other in a circle: none of them can be first. */
  | { readonly kind: "circle"; readonly names: readonly string[] };
