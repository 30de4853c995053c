import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "vitest";

import type { Digest } from "../../src/model/digest.ts";
import { said } from "../support/program.ts";
import type { Artifact } from "../support/reports.ts";
import { expectOneOfEach } from "../support/signatures.ts";
import { bundlesByType, manifestsOfLayout, oneOfEach } from "../support/stored.ts";
import type { Scene } from "./replay-scene.ts";
import { journalled, Limit, makeScene, needs, taggedBy } from "./replay-scene.ts";

export interface Replayed {
  /** Requests that the registry turned away. */
  readonly refused: number;
  /** What the program said that it waits for. */
  readonly waitedFor: readonly string[];
}

const bases = ["one", "two", "three"].map((name) => `products/${name}`);

/**
 * One release, disturbed: the log is down for the whole first run; in the second it refuses three entries, and the
 * registry everything for a minute from the first manifest on; the second is killed as the first tag of the second wave is
 * set; the third goes on. Holds at each step what is visible and what the journal says, and in the end that it is what an
 * undisturbed run makes.
 * @param times how many times as fast as ours the program's clock goes
 */
export async function releaseReplayed(times: number): Promise<Replayed> {
  const scene = await makeScene(times);
  const to = ["--all", "--to", `${scene.proxy.host}/charts`];
  await withoutLog(scene, to);
  const killed = await cutOff(scene, times);
  await resumed(scene, killed.done);
  await asIfNothingHadBeen(scene);
  return killed;
}

async function withoutLog(scene: Scene, to: readonly string[]): Promise<void> {
  scene.sigstore.logFault = { status: 503 };
  const outcome = await scene.publish(to);
  expect(outcome.code, said(outcome)).toBe(75);
  expect(said(outcome)).toContain("nothing was written: try again later");
  expect(scene.proxy.requests.filter(({ method }) => method === "PUT")).toEqual([]);
  expect(journalled(scene)).toEqual({});
  scene.sigstore.logFault = undefined;
}

async function cutOff(
  scene: Scene,
  times: number,
): Promise<Replayed & { readonly done: Readonly<Record<string, string>> }> {
  const { proxy, sigstore } = scene;
  let entries = 0;
  sigstore.logHold = () => {
    entries += 1;
    sigstore.logFault = entries <= 3 ? { status: 503 } : undefined;
    return Promise.resolve();
  };
  const limit = new Limit(times);
  let isLimited = false;
  let isKilled = false;
  proxy.plan((request) => {
    isLimited ||= request.method === "PUT" && request.path.includes("/manifests/");
    const refusal = isLimited ? limit.refuses() : undefined;
    if (refusal !== undefined) return refusal;
    const name = taggedBy(request);
    if (isKilled || (name !== "bp-left" && name !== "bp-right")) return undefined;
    isKilled = true;
    return { change: (answer) => (process.kill(scene.pid() ?? 0, "SIGKILL"), answer) };
  });
  const outcome = await scene.publish(["--resume"]);
  expect(outcome.code, said(outcome)).toBe(null);
  expect(entries).toBeGreaterThan(3);
  expect(limit.refused).toBeGreaterThan(0);
  const done = journalled(scene);
  expect(Object.keys(done).toSorted()).toEqual(bases.toSorted());
  proxy.plan(() => undefined);
  sigstore.logHold = undefined;
  const waitedFor = outcome.stderr.split("\n").filter((line) => line.includes(": waiting "));
  return { refused: limit.refused, waitedFor, done };
}

async function resumed(scene: Scene, done: Readonly<Record<string, string>>): Promise<void> {
  const before = scene.proxy.requests.length;
  const outcome = await scene.publish(["--resume", "--record", "release.json"]);
  expect(outcome.code, said(outcome)).toBe(0);
  expect(existsSync(scene.journal)).toBe(false);
  const asked = scene.proxy.requests.slice(before).map(({ path }) => path);
  for (const folder of bases)
    expect(asked.filter((path) => path.includes(`/bp-${folder.slice(9)}/`))).toEqual([]);
  const record = JSON.parse(readFileSync(join(scene.work, "release.json"), "utf8")) as {
    readonly artifacts: readonly (Artifact & { readonly folder: string })[];
  };
  for (const { name, folder, digest, status, statements = [] } of record.artifacts) {
    if (folder in done) expect([status, digest]).toEqual(["unchanged", done[folder]]);
    if (name !== "bp-suite" && name !== "bp-umbrella") continue;
    expect(status).toBe("published");
    expect(statements.map(({ logIndexes }) => logIndexes.length)).toEqual(
      Object.keys(oneOfEach).map(() => 1),
    );
  }
}

async function asIfNothingHadBeen(scene: Scene): Promise<void> {
  const { proxy } = scene;
  const tags = proxy.requests.flatMap((request) =>
    request.status === 429 ? [] : (taggedBy(request) ?? []),
  );
  expect(tags.toSorted()).toEqual(Object.keys(needs).toSorted());
  for (const [name, on] of Object.entries(needs))
    for (const needed of on)
      expect(tags.indexOf(needed), `${needed} before ${name}`).toBeLessThan(tags.indexOf(name));

  const quiet = await scene.publish(["--all", "--to", `${proxy.host}/quiet`, "-o", "json"]);
  expect(quiet.code, said(quiet)).toBe(0);
  const { artifacts } = JSON.parse(quiet.stdout) as { readonly artifacts: readonly Artifact[] };
  for (const { name, digest } of artifacts) {
    const repository = `charts/${name}`;
    const held = await manifestsOfLayout(join(scene.root, repository));
    expect(bundlesByType(held), repository).toEqual(oneOfEach);
    await expectOneOfEach(proxy.host, repository, digest as Digest);
    const verified = await scene.verify(`${proxy.host}/${repository}:1.0.0`);
    expect(verified.code, said(verified)).toBe(0);
    expect(verified.stdout).toContain(digest);
  }
}
