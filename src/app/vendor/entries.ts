import type { LockedChart } from "../../model/lock.ts";
import type { LockEntries, PlannedDependency } from "./chart-plan.ts";
import { keyOf } from "./declared.ts";

/** What bp.lock says of the archives of the chart in that folder. */
export function archiveEntries(
  folder: string,
  dependencies: readonly PlannedDependency[],
): LockEntries {
  const entries = dependencies.flatMap(({ dependency, version, archive }) => {
    if (archive === undefined) return [];
    const { repository } = dependency;
    const entry: LockedChart = { version, repository, sha256: archive.sha256 };
    return [[keyOf(dependency), entry] as const];
  });
  return new Map([[folder, new Map(entries)]]);
}

/** All of them; of one chart that several give, the last. */
export function mergeEntries(all: readonly LockEntries[]): LockEntries {
  return new Map(all.flatMap((entries) => [...entries]));
}
