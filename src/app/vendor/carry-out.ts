import { lockDigest, writeLock } from "../../chart/index.ts";
import { BpError } from "../../model/error.ts";
import type { Tree } from "../../model/tree.ts";
import type { CachedArchive } from "../../repository/index.ts";
import type { PutFile } from "../../workspace/index.ts";
import type { ChartPlan } from "./chart-plan.ts";
import { archiveName, lockedBy, requestedBy } from "./chart-plan.ts";
import { editsOf } from "./edits.ts";
import type { VendorPorts } from "./ports.ts";

/** What was written for a chart. */
export interface CarriedOut {
  /** File names in charts/ that were taken away. */
  readonly removed: readonly string[];
  /** Whether Chart.lock was written. */
  readonly locked: boolean;
  /** Files of the chart that ask for other versions now, relative to the root. */
  readonly edited: readonly string[];
}

/**
 * Moves a chart's archives into charts/, takes out what is outdated, and writes its lock: each file whole, the lock last.
 * @throws BpError MATERIAL where two archives have one name, or something is in the way
 */
export async function carryOut(
  plan: ChartPlan,
  tree: Tree,
  ports: VendorPorts & { readonly frozen: boolean },
): Promise<CarriedOut> {
  const { chart, dependencies } = plan;
  if (dependencies.length === 0) return { removed: [], locked: false, edited: [] };
  const edits = await editsOf(tree, plan);
  const kept = archivesOf(plan);
  const removed = outdated(plan, kept);
  const add = new Map(
    [...kept].flatMap(([name, { sha256, content }]) =>
      content === undefined || chart.present.archives.get(name)?.sha256 === sha256
        ? []
        : [[name, content] as const],
    ),
  );
  if (add.size + removed.length > 0)
    await ports.place({ folder: `${chart.folder}/charts`, add, remove: removed });
  for (const file of edits) await ports.put(file);
  const lock = ports.frozen ? undefined : lockOf(plan);
  if (lock !== undefined) await ports.put(lock);
  return { removed, locked: lock !== undefined, edited: edits.map(({ path }) => path) };
}

interface Kept {
  readonly sha256: string;
  /** Undefined where it lies in place. */
  readonly content: CachedArchive | undefined;
}

function archivesOf({ dependencies }: ChartPlan): ReadonlyMap<string, Kept> {
  const archives = new Map<string, Kept>();
  for (const one of dependencies) {
    if (one.archive === undefined) continue;
    const name = archiveName(one);
    const other = archives.get(name);
    if (other !== undefined && other.sha256 !== one.archive.sha256) {
      const { file, line } = one.dependency.at;
      throw new BpError(
        "MATERIAL",
        `${file}:${line}: two charts of other bytes are called ${name}`,
        {
          hint: "take both from one repository: charts/ holds each name and version once",
        },
      );
    }
    archives.set(name, one.archive);
  }
  return archives;
}

/** Archives that no dependency asks for any more, as Helm takes them away (manager.go, safeMoveDeps). */
function outdated({ chart, dependencies }: ChartPlan, kept: ReadonlyMap<string, Kept>): string[] {
  const byHand = new Set(
    dependencies
      .filter(({ dependency }) => dependency.repository === "")
      .map(({ dependency }) => dependency.name),
  );
  return [...chart.present.archives].flatMap(([file, { name }]) =>
    kept.has(file) || byHand.has(name) ? [] : [file],
  );
}

/** Undefined where the lock that is there says the same. */
function lockOf({ chart, dependencies }: ChartPlan): PutFile | undefined {
  const [requested, locked] = [requestedBy(dependencies), lockedBy(dependencies)];
  if (chart.lock?.digest === lockDigest(requested, locked)) return undefined;
  const after = new TextEncoder().encode(writeLock(requested, locked));
  return { path: chart.lockPath, before: chart.lockBytes, after };
}
