import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { BpError } from "../../model/error.ts";
import { ifThere, systemCode } from "./folder.ts";
import { isGone, owner } from "./temporary.ts";

/** Milliseconds for which a lock may stay the same before its owner counts as dead. A change takes a few. */
const staleAfter = 30_000;
/** The same for a lock without a name in it: its owner died between two system calls. */
const namelessAfter = 2_000;
const giveUpAfter = 180_000;
const longestPause = 40;
let count = 0;

/**
 * Runs the work while no other process that asks for this lock runs its own. The work gets a question to ask before
 * what it cannot take back: whether the lock is still ours (a stopped process may have lost it).
 * @throws BpError UNREADABLE where the lock cannot be had
 */
export async function withLock<T>(
  folder: string,
  work: (isOurs: () => Promise<boolean>) => Promise<T>,
): Promise<T> {
  const file = join(folder, ".lock");
  count += 1;
  const token = `${owner()} ${count}`;
  await acquire(file, token);
  const isOurs = async (): Promise<boolean> => (await read(file)) === token;
  try {
    return await work(isOurs);
  } finally {
    if (await isOurs()) await rm(file, { force: true });
  }
}

async function acquire(file: string, token: string): Promise<void> {
  let seen: string | undefined;
  let unchanged = 0;
  let pause = 1;
  for (let waited = 0; waited < giveUpAfter; waited += pause) {
    if (await create(file, token)) return;
    const holder = await read(file);
    if (holder === undefined) continue;
    unchanged = holder === seen ? unchanged + pause : 0;
    seen = holder;
    if (isStale(holder, unchanged)) await discard(file, holder);
    await sleep(pause);
    pause = Math.min(pause * 2, longestPause);
  }
  throw new BpError("UNREADABLE", `${dirname(file)} is locked by another program`, {
    hint: `if no program writes there, remove ${file}`,
    details: { file },
  });
}

function isStale(holder: string, unchanged: number): boolean {
  if (holder === "") return unchanged > namelessAfter;
  return isGone(holder.slice(0, holder.indexOf(" "))) || unchanged > staleAfter;
}

/**
 * Removes a stale lock. Of several that try, one holds the second lock and looks again, so that nobody removes the lock
 * that another has got meanwhile.
 */
async function discard(file: string, stale: string): Promise<void> {
  const guard = `${file}.stale`;
  if (!(await create(guard, owner()))) {
    const holder = await read(guard);
    if (holder !== undefined && isGone(holder)) await rm(guard, { force: true });
    return;
  }
  try {
    if ((await read(file)) === stale) await rm(file, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

async function create(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (systemCode(error) === "ENOENT") await mkdir(dirname(file), { recursive: true });
    else if (systemCode(error) !== "EEXIST") throw error;
    return false;
  }
}

async function read(file: string): Promise<string | undefined> {
  return ifThere(readFile(file, "utf8"));
}
