import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import { startOf } from "../../model/location.ts";
import { lockFile } from "../../model/lock.ts";
import type { Workspace } from "../../model/workspace.ts";
import type { Cascade } from "./cascade.ts";

/**
 * Entries of bp.lock for charts that move: what is locked are bytes, which nobody has before the new version is published.
 * They are for a person to bring along, by `bp vendor`.
 */
export function* unknownBytes(
  { units, lock }: Pick<Workspace, "units" | "lock">,
  { steps, frozen }: Cascade,
): Generator<Finding> {
  const moved = new Map(
    [...steps.values()].flatMap(({ unit: { chart }, to }) =>
      chart === undefined ? [] : [[chart.metadata.name, to] as const],
    ),
  );
  for (const { name, folder, chart } of units) {
    const locked = lock?.charts.get(chart?.folder ?? "");
    if (chart === undefined || locked === undefined || frozen.has(folder)) continue;
    for (const dependency of chart.metadata.dependencies) {
      const held = locked.get(dependency.alias || dependency.name);
      const version = moved.get(dependency.name);
      if (version === undefined || held === undefined || held.version === version) continue;
      yield finding({
        ruleId: "BP207",
        severity: "error",
        at: held.at ?? startOf(lockFile),
        message: `${lockFile} has ${dependency.name} ${held.version} for ${name}: the bytes of ${version} are known once it is published`,
        blueprint: name,
        help: "publish it, then bp vendor",
      });
    }
  }
}
