import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import { startOf } from "../../model/location.ts";
import type { LockedChart } from "../../model/lock.ts";
import { lockFile } from "../../model/lock.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";

/**
 * Entries of bp.lock for charts that move: what is locked are bytes, which nobody has before the new version is published.
 * They are for a person to bring along, by `bp vendor`.
 * @param moved versions by chart name
 */
export function* unknownBytes(
  { units, lock }: Pick<Workspace, "units" | "lock">,
  moved: ReadonlyMap<string, string>,
): Generator<Finding> {
  for (const unit of units) {
    const locked = lock?.charts.get(unit.chart?.folder ?? "");
    if (locked !== undefined) yield* staleIn(unit, locked, moved);
  }
}

function* staleIn(
  unit: Unit,
  locked: ReadonlyMap<string, LockedChart>,
  moved: ReadonlyMap<string, string>,
): Generator<Finding> {
  for (const { name, alias } of unit.chart?.metadata.dependencies ?? []) {
    const [held, version] = [locked.get(alias || name), moved.get(name)];
    if (held === undefined || version === undefined || held.version === version) continue;
    yield waiting(unit, name, { held, version });
  }
}

function waiting(
  unit: Unit,
  name: string,
  { held, version }: { readonly held: LockedChart; readonly version: string },
): Finding {
  return finding({
    ruleId: "BP207",
    severity: "error",
    at: held.at ?? startOf(lockFile),
    message: `${lockFile} has ${name} ${held.version} for ${unit.name}: the bytes of ${version} are known once it is published`,
    blueprint: unit.name,
    help: "publish it, then bp vendor",
  });
}
