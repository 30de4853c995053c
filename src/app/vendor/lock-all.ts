import type { Lock } from "../../model/lock.ts";
import { lockFile } from "../../model/lock.ts";
import type { Tree } from "../../model/tree.ts";
import { fileLimit, writeLock } from "../../workspace/index.ts";
import type { LockEntries } from "./chart-plan.ts";
import type { VendorPorts } from "./ports.ts";

/** Writes bp.lock where it changes; entries of charts that are gone go too. */
export async function lockAll(
  tree: Tree,
  lock: Lock,
  entries: LockEntries,
  { put }: Pick<VendorPorts, "put">,
): Promise<boolean> {
  const charts = new Map([...lock.charts, ...entries]);
  for (const folder of charts.keys())
    if ((await tree.stat(`${folder}/Chart.yaml`)) === undefined) charts.delete(folder);
  const text = writeLock({ ...lock, charts });
  const there = (await tree.stat(lockFile))?.kind === "file";
  const before = there ? await tree.read(lockFile, fileLimit) : undefined;
  if (before === undefined && [...charts.values()].every((one) => one.size === 0)) return false;
  if (before !== undefined && Buffer.from(before).toString("utf8") === text) return false;
  await put({ path: lockFile, before, after: new TextEncoder().encode(text) });
  return true;
}
