import type { Digest } from "../../model/digest.ts";
import type { Report } from "../../model/report.ts";
import type { ArtifactFailure } from "./report.ts";

/** `unknown`: the registry was not asked, or refuses to say. */
export type PlannedStatus = "new" | "unchanged" | "conflict" | "unknown" | "failed" | "blocked";

/** What a publish of this source would make of one artifact. */
export interface PlannedArtifact {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  readonly reference: string;
  /** Of the chart manifest; null for one that cannot be built. */
  readonly digest: Digest | null;
  readonly status: PlannedStatus;
  /** What the version is published as, null where it is not, or nobody was asked. */
  readonly published: Digest | null;
  readonly error?: ArtifactFailure;
  readonly notes: readonly string[];
}

export interface PublishPlanReport extends Report {
  readonly target: string;
  /** The commit that was planned, null outside of git. */
  readonly head: string | null;
  /** Files differ from that commit. */
  readonly dirty: boolean;
  readonly artifacts: readonly PlannedArtifact[];
  readonly summary: Readonly<Record<PlannedStatus, number>>;
}

export function summarisePlan(artifacts: readonly PlannedArtifact[]): PublishPlanReport["summary"] {
  const of = (status: PlannedStatus): number =>
    artifacts.filter((artifact) => artifact.status === status).length;
  return {
    new: of("new"),
    unchanged: of("unchanged"),
    conflict: of("conflict"),
    unknown: of("unknown"),
    failed: of("failed"),
    blocked: of("blocked"),
  };
}
