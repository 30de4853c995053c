import type { Lock, LockedBlueprint } from "../../model/lock.ts";
import type { LockPlace } from "../put-lock.ts";
import { putLock } from "../put-lock.ts";
import type { PlannedApplication } from "./plan.ts";

/** Writes the published versions of a plan into bp.lock, where it changes; what the lock holds besides stays. */
export function lockPlan(
  applications: readonly PlannedApplication[],
  lock: Lock,
  place: LockPlace,
): Promise<boolean> {
  const chosen = applications.flatMap(({ blueprint, version, digest }) =>
    digest === null ? [] : [[blueprint, { version, digest }] as const],
  );
  const blueprints = new Map<string, LockedBlueprint>([...lock.blueprints, ...chosen]);
  return putLock({ ...lock, blueprints }, place);
}
