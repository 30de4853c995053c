import type { Lock } from "../../model/lock.ts";
import type { Tree } from "../../model/tree.ts";
import { putLock } from "../put-lock.ts";
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
  return putLock({ ...lock, charts }, { tree, put });
}
