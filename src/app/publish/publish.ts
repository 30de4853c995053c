import { waves } from "../../graph/index.ts";
import { formatTarget } from "../../model/reference.ts";
import { worstExitCode } from "../../model/report.ts";
import type { ArtifactResult } from "./artifact.ts";
import { publishUnit } from "./artifact.ts";
import type { Predecessors } from "./predecessors.ts";
import { predecessors } from "./predecessors.ts";
import { warnOfPrivatePackages } from "./private-packages.ts";
import type { PublishInput } from "./publish-input.ts";
import type { PublishPorts } from "./publish-ports.ts";
import type { PublishReport } from "./report.ts";
import { summarise } from "./report.ts";
import { schedule } from "./schedule.ts";
import { settled } from "./settle.ts";

/**
 * Publishes the selection: what a chart embeds first, then by `depends`; what does not depend on a failure completes.
 * Faults of an artifact stand in its report.
 * @throws Error for a bug alone, once everything under way has ended
 */
export async function publish(input: PublishInput, ports: PublishPorts): Promise<PublishReport> {
  const { units, interrupted, concurrency } = input;
  const { before, circular } = predecessors(units, input.source.workspaceDependencies);
  const waveOf = wavesBy(before);
  const ended = await schedule<ArtifactResult>(
    units.map((unit) => ({
      name: unit.folder,
      after: [...(before.get(unit.folder) ?? [])],
      run: async (failed, aside) => {
        const wave = circular.has(unit.folder) ? null : (waveOf.get(unit.folder) ?? 0);
        const result = await publishUnit(unit, { failed, wave, aside }, input, ports);
        await input.journal?.ended(result.report);
        return result;
      },
    })),
    { concurrency, succeeded: ({ exitCode }) => exitCode === 0 },
  );
  const results = await Promise.all(ended.map((result) => settled(result, interrupted)));
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
    artifacts,
    summary: summarise(artifacts),
  };
}

/** The wave of each unit: one more than the highest of those before it. */
function wavesBy(before: Predecessors): ReadonlyMap<string, number> {
  const edges = [...before].flatMap(([from, needed]) => [...needed].map((to) => ({ from, to })));
  const nodes = [...before.keys()].map((name) => ({ name }));
  const inOrder = waves({ nodes, edges }).waves;
  return new Map(inOrder.flatMap((folders, wave) => folders.map((folder) => [folder, wave])));
}

/** A registry that is away is "try later" while nothing was written, and "run it again" once something was (design §2). */
function exitCodes(results: readonly ArtifactResult[]): readonly number[] {
  const wrote = results.some((result) => result.wrote);
  return results.map(({ exitCode }) => (exitCode === 75 && wrote ? 5 : exitCode));
}
