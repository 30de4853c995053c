import type { BuildFacts } from "./build-facts.ts";
import type { ArtifactReport, PublishReport } from "./report.ts";

/** What a run of a publish did: kept beside what it published, and told to whoever waits for it. */
export interface ReleaseRecord {
  readonly schemaVersion: 1;
  readonly tool: BuildFacts["tool"];
  readonly source: {
    readonly commit: string;
    readonly repository: string | null;
    readonly ref: string | null;
    readonly dirty: boolean;
  } | null;
  readonly target: string;
  /** Which part of the release this run was; absent where it was all. */
  readonly shard?: NonNullable<PublishReport["shard"]>;
  /** Under which listings know who signed. */
  readonly signer: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly ok: boolean;
  readonly artifacts: readonly RecordedArtifact[];
}

export type RecordedArtifact = Pick<
  ArtifactReport,
  "name" | "version" | "folder" | "wave" | "reference" | "digest" | "status" | "durationMs"
> & { readonly statements: NonNullable<ArtifactReport["statements"]> };

export interface RecordInput {
  readonly report: PublishReport;
  readonly facts: BuildFacts;
  readonly signer: string;
  readonly started: Date;
  readonly ended: Date;
}

export function releaseRecord(input: RecordInput): ReleaseRecord {
  const { report, facts, signer, started, ended } = input;
  const { source } = facts;
  return {
    schemaVersion: 1,
    tool: facts.tool,
    source:
      source === undefined
        ? null
        : {
            commit: source.commit,
            repository: source.repository ?? null,
            ref: source.ref ?? null,
            dirty: source.dirty,
          },
    target: report.target,
    ...(report.shard === undefined ? {} : { shard: report.shard }),
    signer,
    startedAt: started.toISOString(),
    endedAt: ended.toISOString(),
    ok: report.ok,
    artifacts: report.artifacts.map(recorded),
  };
}

function recorded(artifact: ArtifactReport): RecordedArtifact {
  const { name, version, folder, wave, reference, digest, status, durationMs } = artifact;
  const { statements = [] } = artifact;
  return { name, version, folder, wave, reference, digest, status, durationMs, statements };
}

/** The bytes of release.json. */
export function recordText(record: ReleaseRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}
