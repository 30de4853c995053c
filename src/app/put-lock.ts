import type { Lock } from "../model/lock.ts";
import { lockFile } from "../model/lock.ts";
import type { Tree } from "../model/tree.ts";
import type { PutFile } from "../workspace/index.ts";
import { fileLimit, writeLock } from "../workspace/index.ts";

/** Where bp.lock is read and written. */
export interface LockPlace {
  readonly tree: Tree;
  readonly put: (file: PutFile) => Promise<void>;
}

/**
 * Writes bp.lock where it changes, and gives whether it did; one that holds nothing is not begun.
 * @throws BpError UNREADABLE where it changed meanwhile or cannot be written
 */
export async function putLock(lock: Lock, { tree, put }: LockPlace): Promise<boolean> {
  const after = Buffer.from(writeLock(lock));
  const there = (await tree.stat(lockFile))?.kind === "file";
  const before = there ? await tree.read(lockFile, fileLimit) : undefined;
  const isEmpty =
    lock.blueprints.size === 0 && [...lock.charts.values()].every(({ size }) => size === 0);
  if (before === undefined ? isEmpty : after.equals(before)) return false;
  await put({ path: lockFile, before, after });
  return true;
}
