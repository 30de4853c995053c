import { BpError, isBpError } from "../../model/error.ts";
import { exitCodeOf } from "../../model/exit-code.ts";
import { formatTarget, repositoryIn } from "../../model/reference.ts";
import { tagOf } from "../../model/version.ts";
import { Arrivals } from "./arrivals.ts";
import type { ArtifactResult } from "./artifact.ts";
import type { Predecessors } from "./predecessors.ts";
import type { PublishInput } from "./publish-input.ts";
import type { PublishPorts } from "./publish-ports.ts";
import type { ArtifactReport } from "./report.ts";
import { formatShard, shardsOf } from "./shard.ts";
import type { InWaves, PlacedUnit } from "./waves.ts";

/** What of a selection this run publishes, and what it waits for. */
export interface Parts {
  readonly own: readonly PlacedUnit[];
  /** What its own needs, directly or by others, and other shards publish; empty for a run that is no shard. */
  readonly others: readonly PlacedUnit[];
  /** Over once another shard has published it, or never will. */
  readonly arrival: (planned: ArtifactResult) => Promise<ArtifactResult>;
}

/** Divides the selection. A run that writes nothing waits for nobody. */
export function partsOf(
  { placed, before }: InWaves,
  input: PublishInput,
  ports: PublishPorts,
): Parts {
  const { shard, signer } = input;
  if (shard === undefined)
    return { own: placed, others: [], arrival: (planned) => Promise.resolve(planned) };
  const shards = shardsOf(placed, shard.total);
  const own = placed.filter((one) => shards.get(one) === shard.index);
  const needed = signer === undefined ? new Set<string>() : reached(own, before);
  const others = placed.filter(
    (one) => needed.has(one.unit.folder) && shards.get(one) !== shard.index,
  );
  const holders = new Map(
    others.map((one) => [
      one.unit.folder,
      formatShard({ index: shards.get(one) ?? 0, total: shard.total }),
    ]),
  );
  const arrivals = new Arrivals({
    patience: ports.patience,
    emit: ports.emit,
    interrupted: input.interrupted,
  });
  const arrival = async (planned: ArtifactResult): Promise<ArtifactResult> => {
    const { report, exitCode } = planned;
    if (exitCode !== 0) return planned;
    try {
      await arrivals.of({
        name: `${report.name}:${report.version}`,
        by: `shard ${holders.get(report.folder)}`,
        isThere: () => isPublished(report, input, ports),
      });
      return planned;
    } catch (error) {
      if (!(error instanceof BpError)) throw error;
      const { code, message, hint } = error;
      const absent = { code, message, ...(hint === undefined ? {} : { hint }) };
      return { ...planned, exitCode: exitCodeOf(error), absent };
    }
  };
  return { own, others, arrival };
}

/** The folders that must be published before these, directly or by others. */
function reached(from: readonly PlacedUnit[], before: Predecessors): ReadonlySet<string> {
  const found = new Set<string>();
  const open = from.map(({ unit }) => unit.folder);
  for (let folder = open.pop(); folder !== undefined; folder = open.pop())
    for (const needed of before.get(folder) ?? []) {
      if (!found.has(needed)) open.push(needed);
      found.add(needed);
    }
  return found;
}

/** The version's tag names the bytes that this workspace makes. @throws BpError CONFLICT where it names others */
async function isPublished(
  { name, version, digest }: ArtifactReport,
  { target }: PublishInput,
  ports: PublishPorts,
): Promise<boolean> {
  const repository = repositoryIn(target, name);
  try {
    const found = await ports.open(repository).resolve(tagOf(version));
    if (found.digest === digest) return true;
    throw new BpError(
      "CONFLICT",
      `${formatTarget(repository)}:${version} is published with other bytes, as ${found.digest}`,
      { hint: "bump its version in Chart.yaml and blueprint.yaml" },
    );
  } catch (error) {
    if (isBpError(error, "NOT_FOUND")) return false;
    throw error;
  }
}
