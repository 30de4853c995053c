import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { afterEach, beforeEach, expect, test } from "vitest";

import { digestOf } from "../../../src/model/digest.ts";
import { copy, fetchAll, layoutStore, memoryStore } from "../../../src/oci/index.ts";
import { made, pushMade } from "../artifact.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bp-kill-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const writer = new URL("writer.ts", import.meta.url).pathname;

interface Writer {
  readonly child: ChildProcess;
  done(): number;
}

function startWriter(name: string): Writer {
  const child = spawn(process.execPath, [writer, folder, name], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let lines = 0;
  child.stdout?.on("data", (chunk: Buffer) => (lines += chunk.toString().split("\n").length - 1));
  return { child, done: () => lines };
}

async function kill({ child }: Writer): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

/** Every blob file is whole, every tag leads to a whole artifact. */
async function expectWhole(): Promise<number> {
  const names = await readdir(join(folder, "blobs/sha256")).catch(() => []);
  for (const name of names)
    expect(digestOf(await readFile(join(folder, "blobs/sha256", name)))).toBe(`sha256:${name}`);
  const store = layoutStore(folder);
  const tags = await store.tags();
  for (const tag of tags) {
    const root = await copy(store, memoryStore(), tag, { referrers: true });
    expect(await store.referrers(root)).toHaveLength(1);
    await fetchAll(store, root);
  }
  return tags.length;
}

test("two writers, killed again and again, leave a whole layout that the next one can write", async () => {
  let written = 0;
  for (let round = 0; round < 8; round += 1) {
    const writers = [startWriter(`a${round}`), startWriter(`b${round}`)];
    while (writers.some((one) => one.done() < 1)) await sleep(2);
    await sleep(round * 3);
    await Promise.all(writers.map(kill));
    written += writers.reduce((sum, one) => sum + one.done(), 0);
    expect(await expectWhole()).toBeGreaterThanOrEqual(written);
  }
  const store = layoutStore(folder);
  const last = await pushMade(store, made("last"));
  await store.tag(last, "last");
  expect(await layoutStore(folder).resolve("last")).toEqual(last);
  expect(await readdir(join(folder, ".tmp"))).toEqual([]);
});

test("a lock of a process that is no more is taken over, that of a living one is waited for", async () => {
  const gone = spawn(process.execPath, ["-e", ""]);
  await once(gone, "exit");
  const lock = join(folder, ".lock");
  await writeFile(lock, `${hostname()}.${gone.pid} 1`);
  const store = layoutStore(folder);
  await pushMade(store, made("one"));
  await writeFile(lock, `${hostname()}.${process.pid} other`);
  let done = false;
  const second = pushMade(store, made("two")).then(() => (done = true));
  await sleep(150);
  expect(done).toBe(false);
  await rm(lock);
  await second;
  expect(done).toBe(true);
});
