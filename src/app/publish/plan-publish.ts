import type { Digest } from "../../model/digest.ts";
import { isBpError } from "../../model/error.ts";
import { repositoryIn } from "../../model/reference.ts";
import type { Target } from "../../model/reference.ts";
import { worstExitCode } from "../../model/report.ts";
import { tagOf } from "../../model/version.ts";
import type { PlannedArtifact, PublishPlanReport } from "./plan-report.ts";
import { summarisePlan } from "./plan-report.ts";
import type { PublishInput } from "./publish-input.ts";
import type { PublishPorts } from "./publish-ports.ts";
import { publish } from "./publish.ts";
import type { ArtifactReport } from "./report.ts";

export type PlanInput = Omit<PublishInput, "signer" | "checkAll">;

/**
 * What a publish of this source would push: the digest of each artifact, and what the target has under its version. It
 * writes nothing; without `ask` it asks nobody either.
 * @throws BpError where the target cannot be asked
 */
export async function planPublish(
  input: PlanInput,
  ports: PublishPorts,
  ask: boolean,
): Promise<PublishPlanReport> {
  const built = await publish({ ...input, signer: undefined, checkAll: false }, ports);
  const artifacts = await Promise.all(
    built.artifacts.map((artifact) =>
      plannedArtifact(artifact, input.target, ask ? ports : undefined),
    ),
  );
  const conflicts = artifacts.some(({ status }) => status === "conflict");
  const exitCode = worstExitCode([built.exitCode, ...(conflicts ? [4] : [])]);
  return {
    schemaVersion: 1,
    command: "plan publish",
    ok: exitCode === 0,
    exitCode,
    findings: built.findings,
    target: built.target,
    head: input.facts.source?.commit ?? null,
    dirty: input.facts.source?.dirty ?? false,
    artifacts,
    summary: summarisePlan(artifacts),
  };
}

async function plannedArtifact(
  { name, version, folder, reference, digest, status, error, notes }: ArtifactReport,
  target: Target,
  ports: PublishPorts | undefined,
): Promise<PlannedArtifact> {
  const artifact = { name, version, folder, reference, digest, notes };
  if (status !== "planned" || digest === null) {
    const ended = status === "blocked" ? "blocked" : "failed";
    return {
      ...artifact,
      status: ended,
      published: null,
      ...(error === undefined ? {} : { error }),
    };
  }
  if (ports === undefined) return { ...artifact, status: "unknown", published: null };
  try {
    const published = await publishedDigest(ports, repositoryIn(target, name), version);
    if (published === null) return { ...artifact, status: "new", published };
    return { ...artifact, status: published === digest ? "unchanged" : "conflict", published };
  } catch (refusal) {
    // Some registries say so of what is not there, and of what a pull request may not read: the digests stand anyway.
    if (!isBpError(refusal, "DENIED")) throw refusal;
    const { code, message, hint } = refusal;
    const told = { code, message, ...(hint === undefined ? {} : { hint }) };
    return { ...artifact, status: "unknown", published: null, error: told };
  }
}

async function publishedDigest(
  ports: PublishPorts,
  repository: Target,
  version: string,
): Promise<Digest | null> {
  try {
    return (await ports.open(repository).resolve(tagOf(version))).digest;
  } catch (error) {
    if (isBpError(error, "NOT_FOUND")) return null;
    throw error;
  }
}
