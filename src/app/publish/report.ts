import type { Digest } from "../../model/digest.ts";
import type { Report } from "../../model/report.ts";
import type { Shard } from "./shard.ts";

export type ArtifactStatus =
  | "published"
  | "unchanged"
  | "repaired"
  | "conflict"
  | "failed"
  | "blocked"
  | "planned";

/** A file whose bytes differ between the tree and what is published; `bp` alone has no meaning here. */
export interface FileDifference {
  /** Path in the chart, or `blueprint.yaml` for the published document, or below `compositions/`. */
  readonly path: string;
  readonly change: "changed" | "added" | "removed";
}

/** A signed statement that the run wrote beside an artifact. */
export interface WrittenStatement {
  readonly predicateType: string;
  /** The manifest that carries its bundle. */
  readonly referrer: Digest;
  /** Its places in transparency logs, as the bundle has them; none for a signature by key. */
  readonly logIndexes: readonly string[];
}

export interface ArtifactFailure {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** One artifact of a publish run (design §3). */
export interface ArtifactReport {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  /** From 0: what it needs of this run stands in lower ones; null where it stands in a circle. */
  readonly wave: number | null;
  /** What `bp verify` takes; empty where none could be made. */
  readonly reference: string;
  readonly digest: Digest | null;
  readonly status: ArtifactStatus;
  /** Signatures present after the run, both formats counted. */
  readonly signatures: number;
  /** Attestations present after the run, both formats counted. */
  readonly attestations: number;
  readonly referrers: number;
  /** The chart archive's size in bytes. */
  readonly size: number;
  readonly durationMs: number;
  /** Requests to the registry for this artifact, token requests apart. */
  readonly requests: number;
  /** Absent where the run wrote none. */
  readonly statements?: readonly WrittenStatement[];
  readonly differences?: readonly FileDifference[];
  readonly error?: ArtifactFailure;
  readonly notes: readonly string[];
}

export interface PublishReport extends Report {
  readonly target: string;
  readonly dryRun: boolean;
  /** Which part of the selection this run published; absent where it was all. */
  readonly shard?: Shard;
  readonly artifacts: readonly ArtifactReport[];
  /** The reference of the release record, where it was published. */
  readonly record?: string;
  readonly summary: Readonly<Record<ArtifactStatus, number>>;
}

/** How many artifacts ended in each state. */
export function summarise(
  artifacts: readonly ArtifactReport[],
): Readonly<Record<ArtifactStatus, number>> {
  const of = (status: ArtifactStatus): number =>
    artifacts.filter((artifact) => artifact.status === status).length;
  return {
    published: of("published"),
    unchanged: of("unchanged"),
    repaired: of("repaired"),
    conflict: of("conflict"),
    failed: of("failed"),
    blocked: of("blocked"),
    planned: of("planned"),
  };
}
