import { existsSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { plainKeyPair } from "../support/plain-key.ts";
import { said } from "../support/program.ts";
import type { Outcome } from "../support/program.ts";
import type { Proxy } from "../support/registry.ts";
import { startProxy } from "../support/registry.ts";
import type { Artifact } from "../support/reports.ts";
import { publish, verify } from "../support/reports.ts";
import { bundlesByType, manifestsOfLayout, oneOfEach } from "../support/stored.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

const total = 20;

/** What each needs: 20 parts, 6 on three of them, 3 on two of those, a suite, and the umbrella that embeds it. */
const needs: ReadonlyMap<string, readonly string[]> = new Map([
  ...numbered(20, "part", () => []),
  ...numbered(6, "group", (at) => [0, 1, 2].map((more) => `part-${at * 3 + more}`)),
  ...numbered(3, "product", (at) => [`group-${at * 2}`, `group-${at * 2 + 1}`]),
  ["suite", ["product-0", "product-1", "product-2"]],
  ["umbrella", ["suite"]],
]);

function numbered(
  count: number,
  name: string,
  of: (at: number) => readonly string[],
): readonly (readonly [string, readonly string[]])[] {
  return Array.from({ length: count }, (_, at) => [`${name}-${at}`, of(at)]);
}

function tree(): string {
  const embedded = '{ name: bp-suite, version: 1.0.0, repository: "file://../../suite/chart" }';
  const units = [...needs].map(([name, on]) =>
    unit(`products/${name}`, {
      depends: Object.fromEntries(on.map((one) => [one, "*"])),
      dependencies: name === "umbrella" ? [embedded] : [],
    }),
  );
  return workspace(...units);
}

interface Scene {
  readonly cwd: string;
  readonly proxy: Proxy;
  /** The folder that the registry keeps. */
  readonly root: string;
  readonly key: string;
  readonly publicKey: string;
  /** By the number of the shard, while it runs. */
  readonly running: Map<number, number>;
}

async function makeScene(): Promise<Scene> {
  const root = temporary();
  const served = await serveRegistry({ root });
  onTestFinished(served.close);
  const proxy = await startProxy(served.host);
  onTestFinished(proxy.close);
  return { cwd: tree(), proxy, root, ...plainKeyPair(temporary()), running: new Map() };
}

/** Every second shard is a pod of an indexed Job, which counts from 0. */
function runShard(
  index: number,
  { cwd, proxy, key, running }: Scene,
  args: readonly string[] = ["--all", "--to", `${proxy.host}/charts`],
): ReturnType<typeof publish> {
  const isPod = index % 2 === 0;
  const shard = ["--shard", isPod ? `auto/${total}` : `${index}/${total}`];
  const env = {
    // Whoever waits for others looks four times as often as by the clock on the wall.
    NODE_OPTIONS: `--require ${join(import.meta.dirname, "fast-clock.cjs")}`,
    BP_TEST_CLOCK: "4",
    ...(isPod ? { JOB_COMPLETION_INDEX: String(index - 1) } : {}),
  };
  return publish([...args, ...shard, "--key", key, "--network-budget", "1h"], {
    cwd,
    env,
    started: ({ pid }) => void running.set(index, pid ?? 0),
  });
}

/** Runs a shard as a controller does: one that was killed runs again. */
async function runToItsEnd(
  index: number,
  scene: Scene,
  again: readonly string[] | undefined,
): Promise<{
  readonly outcome: Outcome;
  readonly artifacts: readonly Artifact[];
  readonly runs: number;
}> {
  const { outcome, report } = await runShard(index, scene).catch(() => ({
    outcome: undefined,
    report: undefined,
  }));
  if (outcome !== undefined && report !== undefined)
    return { outcome, artifacts: report.artifacts, runs: 1 };
  const second = await runShard(index, scene, again);
  return { outcome: second.outcome, artifacts: second.report.artifacts, runs: 2 };
}

function kill({ running }: Scene, index: number): void {
  const pid = running.get(index);
  running.delete(index);
  if (pid !== undefined) process.kill(pid, "SIGKILL");
}

const manifestOf = /^\/v2\/charts\/bp-([^/]+)\/manifests\/(.+)$/u;

/** `shard 3` dies as the registry gets its first manifest, `shard 11` as it has set its first tag. */
function killing(scene: Scene, parts: ReadonlyMap<number, readonly string[]>): void {
  const killed = new Set<number>();
  const once = (index: number): void => {
    if (killed.has(index)) return;
    killed.add(index);
    kill(scene, index);
  };
  scene.proxy.plan(({ method, path }) => {
    const [, name = "", reference = ""] = manifestOf.exec(path) ?? [];
    if (method !== "PUT" || name === "") return undefined;
    if (parts.get(3)?.includes(name) === true) once(3);
    const isTag = reference === "1.0.0" && parts.get(11)?.includes(name) === true;
    if (!isTag || killed.has(11)) return undefined;
    return {
      change: (answer) => {
        once(11);
        return answer;
      },
    };
  });
}

/** The names of the tags that were set, in their order, as the registry saw it. */
function tagged({ proxy }: Scene): readonly string[] {
  return proxy.requests.flatMap(({ method, path, status }) => {
    const [, name = "", reference] = manifestOf.exec(path) ?? [];
    return method === "PUT" && reference === "1.0.0" && (status === 201 || status === 0)
      ? [name]
      : [];
  });
}

function digests(all: readonly Artifact[]): Readonly<Record<string, string>> {
  return Object.fromEntries(all.map(({ name, digest }) => [name, digest]));
}

async function partOf(index: number, { cwd }: Scene): Promise<readonly string[]> {
  const { report } = await publish(["--all", "--dry-run", "--shard", `${index}/${total}`], { cwd });
  return report.artifacts.map(({ name }) => name.replace("bp-", ""));
}

describe("20 shards of a release, each a process, one registry", () => {
  test(
    "two of which are killed and run again: everything is published once, after what it needs, as one run does it",
    { timeout: 600_000 },
    async () => {
      const scene = await makeScene();
      const parts = new Map([
        [3, await partOf(3, scene)],
        [11, await partOf(11, scene)],
      ]);
      killing(scene, parts);
      const ended = await Promise.all(
        Array.from({ length: total }, (_, at) =>
          runToItsEnd(at + 1, scene, at + 1 === 11 ? ["--resume"] : undefined),
        ),
      );
      for (const { outcome } of ended) expect(outcome.code, said(outcome)).toBe(0);
      expect(ended.flatMap(({ runs }, at) => (runs === 1 ? [] : [at + 1]))).toEqual([3, 11]);

      const tags = tagged(scene);
      expect(tags.toSorted()).toEqual([...needs.keys()].toSorted());
      for (const [name, on] of needs)
        for (const needed of on)
          expect(tags.indexOf(needed), `${needed} before ${name}`).toBeLessThan(tags.indexOf(name));
      expect(tags.at(-1)).toBe("umbrella");

      scene.proxy.plan(() => undefined);
      const to = ["--to", `${scene.proxy.host}/single`, "--key", scene.key];
      const single = await publish(["--all", ...to], { cwd: scene.cwd });
      expect(digests(ended.flatMap(({ artifacts }) => artifacts))).toEqual(
        digests(single.report.artifacts),
      );
      for (const name of needs.keys())
        expect(
          bundlesByType(await manifestsOfLayout(join(scene.root, "charts", `bp-${name}`))),
        ).toEqual(oneOfEach);
      const reference = `${scene.proxy.host}/charts/bp-umbrella:1.0.0`;
      const { report } = await verify([reference, "--key", scene.publicKey], { cwd: scene.cwd });
      expect(report.ok).toBe(true);
      expect(existsSync(join(scene.cwd, ".bp/publish-3-of-20.ndjson"))).toBe(false);
    },
  );
});
