import { formatTarget } from "../../model/reference.ts";
import { worstExitCode } from "../../model/report.ts";
import type { ArtifactResult } from "./artifact.ts";
import { publishUnit } from "./artifact.ts";
import type { Parts } from "./others.ts";
import { partsOf } from "./others.ts";
import { warnOfPrivatePackages } from "./private-packages.ts";
import type { PublishInput } from "./publish-input.ts";
import type { PublishPorts } from "./publish-ports.ts";
import type { PublishReport } from "./report.ts";
import { summarise } from "./report.ts";
import type { Job } from "./schedule.ts";
import { schedule } from "./schedule.ts";
import { settled } from "./settle.ts";
import type { InWaves, PlacedUnit } from "./waves.ts";
import { inWaves } from "./waves.ts";

/**
 * Publishes the selection, or one shard of it: what a chart embeds first, then by `depends`; what does not depend on a
 * failure completes. A shard waits until the registry has what its own needs and others publish. Faults of an artifact
 * stand in its report.
 * @throws Error for a bug alone, once everything under way has ended
 */
export async function publish(input: PublishInput, ports: PublishPorts): Promise<PublishReport> {
  const { units, interrupted, concurrency, shard } = input;
  const order = inWaves(units, input.source.workspaceDependencies);
  const parts = partsOf(order, input, ports);
  const jobs = jobsOf(parts, order, input, ports);
  const ended = await schedule(jobs, {
    concurrency,
    succeeded: ({ exitCode }) => exitCode === 0,
  });
  const byFolder = new Map(ended.map((result) => [result.report.folder, result]));
  const own = new Set(parts.own.map(({ unit }) => unit.folder));
  const results = await Promise.all(
    units.flatMap(({ folder }) => {
      const result = own.has(folder) ? byFolder.get(folder) : undefined;
      return result === undefined ? [] : (result.ending ?? Promise.resolve(result));
    }),
  );
  await warnOfPrivatePackages(results, input.target, ports);
  const artifacts = results.map(({ report }) => report);
  const exitCode = worstExitCode([...exitCodes(results), ...(interrupted.aborted ? [130] : [])]);
  return {
    schemaVersion: 1,
    command: "publish",
    ok: exitCode === 0,
    exitCode,
    findings: input.findings,
    target: formatTarget(input.target),
    dryRun: input.signer === undefined,
    ...(shard === undefined ? {} : { shard }),
    artifacts,
    summary: summarise(artifacts),
  };
}

/** One job a unit; of what other shards publish the digest is made here, to know it when it comes. */
function jobsOf(
  { own, others, arrival }: Parts,
  { before, circular }: InWaves,
  input: PublishInput,
  ports: PublishPorts,
): readonly Job<ArtifactResult>[] {
  const after = ({ unit }: PlacedUnit): readonly string[] => [...(before.get(unit.folder) ?? [])];
  const waveOf = ({ unit, wave }: PlacedUnit): number | null =>
    circular.has(unit.folder) ? null : wave;
  const publishing = own.map((one) => ({
    name: one.unit.folder,
    after: after(one),
    run: async (failed, aside) => {
      const order = { failed, wave: waveOf(one), aside };
      const result = await publishUnit(one.unit, order, input, ports);
      await input.journal?.ended(result.report);
      return { ...result, ending: settled(result, input.interrupted) };
    },
  })) satisfies readonly Job<ArtifactResult>[];
  const unsigned = { ...input, signer: undefined };
  const waiting = others.map((one) => ({
    name: one.unit.folder,
    after: after(one),
    run: (failed, aside) =>
      publishUnit(one.unit, { failed, wave: waveOf(one), aside }, unsigned, ports),
    afterwards: arrival,
  })) satisfies readonly Job<ArtifactResult>[];
  return [...publishing, ...waiting];
}

/** A registry that is away is "try later" while nothing was written, and "run it again" once something was (design §2). */
function exitCodes(results: readonly ArtifactResult[]): readonly number[] {
  const wrote = results.some((result) => result.wrote);
  return results.map(({ exitCode }) => (exitCode === 75 && wrote ? 5 : exitCode));
}
