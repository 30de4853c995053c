import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "vitest";

import type { Digest } from "../../src/model/digest.ts";
import { serveRegistry } from "../../src/oci/index.ts";
import { countingProxy } from "../support/counting-proxy.ts";
import { startDistribution } from "../support/distribution.ts";
import { plainKeyPair } from "../support/plain-key.ts";
import { bp, said } from "../support/program.ts";
import { publish, verify } from "../support/reports.ts";
import { expectOneOfEach } from "../support/signatures.ts";
import type { StoredManifest } from "../support/stored.ts";
import { getJson, manifestsOfDistribution, manifestsOfLayout } from "../support/stored.ts";
import { unit, write } from "../support/workspace.ts";

/** A workspace with one tiny blueprint, and a key. */
export interface Scene {
  readonly root: string;
  readonly work: string;
  readonly key: string;
  readonly publicKey: string;
  remove(): void;
}

export function makeScene(): Scene {
  const root = mkdtempSync(join(tmpdir(), "bp-kill-"));
  const work = join(root, "workspace");
  write(work, unit("products/tiny"));
  return {
    root,
    work,
    ...plainKeyPair(root),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** A registry to write to, and every manifest that it keeps for a repository. */
export interface Target {
  readonly host: string;
  stored(repository: string): Promise<readonly StoredManifest[]>;
  stop(): Promise<void>;
}

export async function ourServer({ root }: Scene): Promise<Target> {
  const folder = mkdtempSync(join(root, "served-"));
  const { host, close } = await serveRegistry({ root: folder });
  return { host, stored: (name) => manifestsOfLayout(join(folder, name)), stop: close };
}

export async function distribution(): Promise<Target> {
  const { host, storage, stop } = await startDistribution();
  return { host, stored: (name) => manifestsOfDistribution(storage, name), stop };
}

/** When the program dies: the registry has answered, and it has got the answer or not. */
export type Moment = "with-answer" | "without-answer";

export interface KillPlan {
  readonly moment: Moment;
  /** The number of the request, from 1; 0 for none. */
  readonly at: number;
  /** Names the repository. */
  readonly round?: string;
  /** Done between the kill and the next run. */
  readonly meanwhile?: () => Promise<void>;
}

export interface Killed {
  readonly digest: Digest;
  /** Of the first run. */
  readonly requests: number;
  readonly killed: boolean;
  readonly repository: string;
}

/**
 * Publishes and is killed, looks; publishes again, looks again. At no time is there a tag that does not verify, and in
 * the end one signature of each kind.
 */
export async function killedAt(scene: Scene, target: Target, plan: KillPlan): Promise<Killed> {
  const { moment, at, round = "run" } = plan;
  let pid: number | undefined;
  const killAt = (count: number): void => {
    if (count === at && pid !== undefined) process.kill(pid, "SIGKILL");
  };
  const hooks = moment === "with-answer" ? { passed: killAt } : { answered: killAt };
  const proxy = await countingProxy(target.host, hooks);
  try {
    const path = `${round}/${moment}-${at}`;
    const repository = `${path}/bp-tiny`;
    const args = ["--to", `${proxy.host}/${path}`, "--key", scene.key];
    const started = ({ pid: id }: { readonly pid?: number | undefined }): void => void (pid = id);
    const first = await bp(["publish", ...args], { cwd: scene.work, started });
    pid = undefined;
    await proxy.idle();
    const requests = proxy.answers.length;
    const reference = `${proxy.host}/${repository}:1.0.0`;
    const visible = await getJson(target.host, `${repository}/manifests/1.0.0`);
    if (visible !== undefined) await expectVerified(scene, reference);
    await plan.meanwhile?.();
    const { outcome, report } = await publish(args, { cwd: scene.work });
    expect(outcome.code, said(outcome)).toBe(0);
    const digest = report.artifacts[0]?.digest as Digest;
    // What the second run has made it has read back and verified: a look from outside now and then is enough.
    if (at % 8 === 0) await expectVerified(scene, reference);
    await expectOneOfEach(target.host, repository, digest);
    return { digest, requests, killed: first.code === null, repository };
  } finally {
    await proxy.close();
  }
}

export async function expectVerified({ work, publicKey }: Scene, reference: string): Promise<void> {
  const { outcome } = await verify([reference, "--key", publicKey], { cwd: work });
  expect(outcome.code, said(outcome)).toBe(0);
}
