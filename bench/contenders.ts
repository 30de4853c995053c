import { writeFile } from "node:fs/promises";

import { startBpServe } from "../test/interop/support/bp-serve.ts";
import { bpPublish, mustBp } from "../test/interop/support/bp.ts";
import type { InstalledPeer } from "../test/interop/support/peers.ts";
import { mustRun } from "../test/interop/support/process.ts";
import type { Registry } from "../test/interop/support/registry.ts";
import { startRegistry } from "../test/interop/support/registry.ts";
import type { Scratch } from "../test/interop/support/scratch.ts";
import type { Contender, Prepared } from "./measure.ts";
import { startRecorder } from "./recorder.ts";
import type { Recording } from "./recording.ts";

/** What is published, and by which key. */
export interface Job {
  readonly scratch: Scratch;
  readonly workspace: string;
  /** The folders of the charts. */
  readonly charts: readonly string[];
  readonly key: string;
}

const REPLAY = new URL("replay.ts", import.meta.url).pathname;

/** `bp publish` as a whole process, to `bp serve` as another. */
export function bpServe(job: Job): Contender {
  return onFresh("bp publish to bp serve", startBpServe, (host) => publish(job, host));
}

export function bpDebian(job: Job): Contender {
  return onFresh("bp publish to docker-registry", startRegistry, (host) => publish(job, host));
}

/** One of the commands that only read, as a whole process. */
export function bpReading(job: Job, command: string): Contender {
  const run = async (): Promise<void> => {
    await mustBp([command], { cwd: job.workspace, env: job.scratch.env });
  };
  return { name: `bp ${command}`, prepare: async () => ({ run, clear: async () => undefined }) };
}

/** A process that only sends what `bp publish` sent. */
export function replayDebian(job: Job, file: string): Contender {
  return onFresh("replay to docker-registry", startRegistry, async (host) => {
    await mustRun(process.execPath, [REPLAY, file, host], { env: job.scratch.env });
  });
}

/** What one does without bp: package and push one after another; no SBOM, no signature. */
export function helmLoop(job: Job, helm: InstalledPeer): Contender {
  return onFresh(`${helm.label} package + push`, startRegistry, async (host) => {
    const options = { env: job.scratch.env, cwd: job.scratch.folder };
    for (const chart of job.charts) {
      const { stdout } = await mustRun(helm.path, ["package", chart], options);
      const archive = stdout.trim().split(": ").at(-1) ?? "";
      await mustRun(helm.path, ["push", archive, `oci://${host}/charts`, "--plain-http"], options);
    }
  });
}

/** The requests of a publish to `bp serve`. */
export function recordServe(job: Job): Promise<Recording> {
  return record(job, startBpServe);
}

/** Those of one to Docker's registry; the recording is left in the file. */
export async function recordDebian(job: Job, file: string): Promise<Recording> {
  const recording = await record(job, startRegistry);
  await writeFile(file, JSON.stringify(recording));
  return recording;
}

async function record(job: Job, start: () => Promise<Registry>): Promise<Recording> {
  const registry = await start();
  const recorder = await startRecorder(registry.host);
  try {
    await publish(job, recorder.host);
    return recorder.recording();
  } finally {
    await recorder.stop();
    await registry.stop();
  }
}

async function publish(job: Job, host: string): Promise<void> {
  const args = ["--all", "--to", `${host}/charts`, "--plain-http", "--key", job.key];
  const artifacts = await bpPublish(args, { cwd: job.workspace, env: job.scratch.env });
  const done = artifacts.filter((artifact) => artifact.status === "published").length;
  if (done !== job.charts.length) throw new Error(`${done} of ${job.charts.length} were published`);
}

function onFresh(
  name: string,
  start: () => Promise<Registry>,
  run: (host: string) => Promise<void>,
): Contender {
  const prepare = async (): Promise<Prepared> => {
    const registry = await start();
    return { run: () => run(registry.host), clear: () => registry.stop() };
  };
  return { name, prepare };
}
