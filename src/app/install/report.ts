import type { ConflictStep } from "../../graph/index.ts";
import type { Location } from "../../model/location.ts";
import type { Report } from "../../model/report.ts";
import type { PlannedApplication } from "./plan.ts";

export interface PlanInstallReport extends Report {
  /** What is to be installed, null where there is no plan. */
  readonly blueprint: string;
  /** Where the blueprints come from: a workspace, a layout or a registry. */
  readonly catalogue: string;
  /** In the order of installation; none where there is no plan. */
  readonly applications: readonly PlannedApplication[];
  /** Why there is no choice of versions, null where there is one. */
  readonly conflict: {
    /** As a person would tell it, fewer than ten lines. */
    readonly lines: readonly string[];
    /** The wants that cannot all be met, of which none can be left out. */
    readonly wants: readonly ReportedWant[];
  } | null;
  /** Blueprints that need each other, null where none do. */
  readonly circle: readonly string[] | null;
  /** What the target cannot do, as sentences. */
  readonly notes: readonly string[];
  /** Whether bp.lock was written. */
  readonly locked: boolean;
  /** What carries the plan out, null where no target was asked for. */
  readonly manifests: { readonly target: "flux"; readonly text: string } | null;
}

/** Who wants what: `by` a blueprint in some versions, or somebody outside. */
export interface ReportedWant {
  readonly by: string;
  readonly blueprint: string;
  readonly ranges: readonly {
    readonly versions: readonly string[];
    /** Null: any version will do. */
    readonly range: string | null;
    /** Where the first of the versions says it, null for what is wanted from outside. */
    readonly file: string | null;
    readonly line: number | null;
  }[];
}

export function reportedWant(
  { by, blueprint, parts }: ConflictStep,
  placeOf: (by: string, version: string, blueprint: string) => Location | undefined,
): ReportedWant {
  const ranges = parts.map(({ versions, ranges: own }) => {
    const written = own.filter((range) => range !== undefined);
    const { file = null, line = null } = placeOf(by, versions[0] ?? "", blueprint) ?? {};
    return { versions, range: written.length === 0 ? null : written.join(" "), file, line };
  });
  return { by, blueprint, ranges };
}
