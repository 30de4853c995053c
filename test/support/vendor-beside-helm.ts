import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "vitest";

import { mustBp } from "./program.ts";
import { baseFolder, umbrellas } from "./umbrellas.ts";
import type { HelmRun } from "./vendoring.ts";
import { helmDependency, helmTemplate, publishAll, startWorld } from "./vendoring.ts";

/** How many objects were compared. */
export interface Compared {
  readonly charts: number;
  readonly objects: number;
}

/**
 * Umbrellas over thirty upstreams: vendored, locked, packaged, published and rendered by a helm, from their folders and
 * from the registry; held against what that helm makes of them by itself. Locks and objects are equal.
 */
export async function rendersAlike(helm: string): Promise<Compared> {
  const world = await startWorld();
  const run = { helm, env: world.env };
  const [ours, theirs] = [world.checkout(), world.checkout()];
  const vendored = await mustBp(["vendor", "--all", "-o", "json"], { cwd: ours, env: world.env });
  expect(JSON.parse(vendored.stdout)).toMatchObject({ summary: { charts: 6, failed: 0 } });
  const expected = await helmsOwn(theirs, run);
  for (const folder of umbrellas) {
    expect(lockOf(ours, folder)).toBe(lockOf(theirs, folder));
    expect(await helmTemplate(run, join(ours, folder, "chart"))).toEqual(expected.get(folder));
  }
  await publishAll(ours, world);
  for (const folder of umbrellas) {
    const name = `bp-${folder.slice("platform/".length)}`;
    const published = await helmTemplate(run, `oci://${world.registry}/charts/${name}`);
    expect(published).toEqual(expected.get(folder));
  }
  const objects = [...expected.values()].reduce((sum, { length }) => sum + length, 0);
  return { charts: expected.size, objects };
}

/** The locks of either are taken by the other, and left as they are. */
export async function locksAlike(helm: string): Promise<void> {
  const world = await startWorld();
  const run = { helm, env: world.env };
  const ours = world.checkout();
  await mustBp(["vendor", "--all"], { cwd: ours, env: world.env });
  await helmDependency(run, "update", join(ours, baseFolder));
  for (const folder of umbrellas) {
    const before = wholeLock(ours, folder);
    await helmDependency(run, "build", join(ours, folder, "chart"));
    expect(wholeLock(ours, folder)).toBe(before);
  }
  const theirs = world.checkout();
  await helmsOwn(theirs, run);
  const locks = umbrellas.map((folder) => wholeLock(theirs, folder));
  await mustBp(["vendor", "--all"], { cwd: theirs, env: world.env });
  expect(umbrellas.map((folder) => wholeLock(theirs, folder))).toEqual(locks);
  await mustBp(["vendor", "--all", "--frozen", "--offline"], { cwd: theirs, env: world.env });
}

/** What Helm makes of a working copy: locks and charts/, then the objects of each umbrella, by its folder. */
async function helmsOwn(
  cwd: string,
  run: HelmRun,
): Promise<ReadonlyMap<string, readonly string[]>> {
  await helmDependency(run, "update", join(cwd, baseFolder));
  const objects = new Map<string, readonly string[]>();
  for (const folder of umbrellas) {
    await helmDependency(run, "update", join(cwd, folder, "chart"));
    objects.set(folder, await helmTemplate(run, join(cwd, folder, "chart")));
  }
  return objects;
}

function wholeLock(cwd: string, folder: string): string {
  return readFileSync(join(cwd, folder, "chart/Chart.lock"), "utf8");
}

/** Without the time, which Helm takes from the clock. */
function lockOf(cwd: string, folder: string): string {
  return wholeLock(cwd, folder).replace(/^generated: .*$/mu, "generated:");
}
