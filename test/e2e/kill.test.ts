import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Digest } from "../../src/model/digest.ts";
import { serveRegistry } from "../../src/oci/index.ts";
import { countingProxy } from "../support/counting-proxy.ts";
import { startDistribution, whyNoDistribution } from "../support/distribution.ts";
import { bp, mustBp, said } from "../support/program.ts";
import { publish, verify } from "../support/reports.ts";
import { expectOneOfEach } from "../support/signatures.ts";
import type { StoredManifest } from "../support/stored.ts";
import {
  bundlesByType,
  getJson,
  manifestsOfDistribution,
  manifestsOfLayout,
  oneOfEach,
} from "../support/stored.ts";
import { unit, write } from "../support/workspace.ts";

/** A registry to write to, and what it keeps. */
interface Target {
  readonly host: string;
  stored(repository: string): Promise<readonly StoredManifest[]>;
  stop(): Promise<void>;
}

const parallel = 2;
let root: string;
let work: string;
let key: string;
let publicKey: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "bp-kill-"));
  work = join(root, "workspace");
  write(work, unit("products/tiny"));
  await mustBp(["keygen"], { cwd: root });
  key = join(root, "cosign.key");
  publicKey = join(root, "cosign.pub");
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function ourServer(): Promise<Target> {
  const folder = mkdtempSync(join(root, "served-"));
  const { host, close } = await serveRegistry({ root: folder });
  return { host, stored: (name) => manifestsOfLayout(join(folder, name)), stop: close };
}

async function distribution(): Promise<Target> {
  const { host, storage, stop } = await startDistribution();
  return { host, stored: (name) => manifestsOfDistribution(storage, name), stop };
}

/** When the program dies: once the registry has answered, with or without the answer. */
type Moment = "before the answer comes" | "after the answer came";

/** Publishes, killed at request `at` (0: at none), looks, publishes again, looks again. Gives the digest and the count of requests. */
async function killedAt(
  target: Target,
  moment: Moment,
  at: number,
): Promise<{ readonly digest: Digest; readonly requests: number; readonly killed: boolean }> {
  let pid: number | undefined;
  const killAt = (count: number): void => {
    if (count === at && pid !== undefined) process.kill(pid, "SIGKILL");
  };
  const hook = moment === "after the answer came" ? { passed: killAt } : { answered: killAt };
  const proxy = await countingProxy(target.host, hook);
  try {
    const path = `${moment.split(" ")[0]}-${at}`;
    const repository = `${path}/bp-tiny`;
    const to = `${proxy.host}/${path}`;
    const args = ["--to", to, "--key", key];
    const first = await mayDie(args, (started) => (pid = started));
    pid = undefined;
    await proxy.idle();
    const requests = proxy.answers.length;
    const visible = await getJson(target.host, `${repository}/manifests/1.0.0`);
    if (visible !== undefined) await expectVerified(`${to}/bp-tiny:1.0.0`);
    const { outcome, report } = await publish(args, { cwd: work });
    expect(outcome.code, said(outcome)).toBe(0);
    await expectVerified(`${to}/bp-tiny:1.0.0`);
    const digest = report.artifacts[0]?.digest as Digest;
    await expectOneOfEach(target.host, repository, digest);
    const stored = bundlesByType(await target.stored(repository));
    expect(stored, "bundles anywhere in the storage").toEqual(oneOfEach);
    return { digest, requests, killed: first === null };
  } finally {
    await proxy.close();
  }
}

/** The exit code, null where it was killed. */
async function mayDie(
  args: readonly string[],
  started: (pid: number | undefined) => void,
): Promise<number | null> {
  const outcome = await bp(["publish", ...args], {
    cwd: work,
    started: (child) => started(child.pid),
  });
  return outcome.code;
}

async function expectVerified(reference: string): Promise<void> {
  const { outcome } = await verify([reference, "--key", publicKey], { cwd: work });
  expect(outcome.code, said(outcome)).toBe(0);
}

/** Runs the work for each number, a few at once. */
async function each<T>(
  numbers: readonly number[],
  work: (number: number) => Promise<T>,
): Promise<readonly T[]> {
  const queue = [...numbers];
  const results: T[] = [];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      results.push(await work(next));
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return results;
}

const targets = [
  { name: "our own server", start: ourServer, skip: undefined },
  { name: "Docker distribution", start: distribution, skip: whyNoDistribution },
];

describe.each(targets)("a publish to $name", ({ start, skip }) => {
  const because = skip === undefined ? "" : ` (skipped: ${skip})`;
  test.skipIf(skip !== undefined)(
    `killed at every request never shows an unsigned tag, and the next run completes it${because}`,
    async () => {
      const target = await start();
      try {
        const whole = await killedAt(target, "after the answer came", 0);
        expect(whole.killed).toBe(false);
        const numbers = Array.from({ length: whole.requests }, (_, index) => index + 1);
        console.log(`${whole.requests} requests`);
        for (const moment of ["after the answer came", "before the answer comes"] as const) {
          const runs = await each(numbers, (at) => killedAt(target, moment, at));
          expect(new Set(runs.map(({ digest }) => digest))).toEqual(new Set([whole.digest]));
          expect(runs.filter(({ killed }) => killed).length).toBeGreaterThanOrEqual(
            numbers.length - 2,
          );
        }
      } finally {
        await target.stop();
      }
    },
    300_000,
  );
});
