import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";

import { expect, test } from "vitest";

import { copy, layoutStore, memoryStore, registryStore } from "../../src/oci/index.ts";
import type { Client } from "../../src/oci/index.ts";
import { made, pushMade, testClient } from "../oci/artifact.ts";
import type { Serving } from "../support/serving.ts";
import { startServing } from "../support/serving.ts";
import { temporary } from "../support/workspace.ts";

const rounds = 6;
const pushers = 4;

/** Pushes artifacts until the registry is gone, and notes the tags that it has taken. */
async function push(
  client: Client,
  serving: Serving,
  name: string,
  taken: string[],
): Promise<void> {
  const store = registryStore({ client, host: serving.host, path: "charts/one" });
  for (let count = 0; ; count += 1) {
    const tag = `${name}-${count}`;
    try {
      const chart = await pushMade(store, made(`${tag} ${"x".repeat(300_000)}`));
      await store.tag(chart, tag);
    } catch {
      return;
    }
    taken.push(tag);
  }
}

/** Sends the beginning of a blob and never its end. */
function beginUpload({ host }: Serving): Promise<void> {
  const { hostname, port } = new URL(`http://${host}`);
  const digest = `sha256:${"0".repeat(64)}`;
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.on("error", reject);
    socket.write(
      `POST /v2/charts/one/blobs/uploads/?digest=${digest} HTTP/1.1\r\n` +
        `host: ${host}\r\ncontent-length: 10000000\r\n\r\n${"y".repeat(1_000_000)}`,
      () => resolve(),
    );
  });
}

/** Every blob file is whole, and every tag that was taken leads to a whole artifact. */
async function expectWhole(root: string, taken: readonly string[]): Promise<void> {
  const folder = join(root, "charts/one");
  for (const name of await readdir(join(folder, "blobs/sha256"))) {
    const bytes = await readFile(join(folder, "blobs/sha256", name));
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(name);
  }
  const store = layoutStore(folder);
  const tags = new Set(await store.tags());
  expect(taken.filter((tag) => !tags.has(tag))).toEqual([]);
  for (const tag of tags) await copy(store, memoryStore(), tag);
}

test("killed while it is written to, bp serve leaves no torn blob and loses nothing that it took", async () => {
  const root = temporary();
  const taken: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const serving = await startServing([root]);
    const client = testClient({ retry: { tries: 1 } });
    const before = taken.length;
    const names = Array.from({ length: pushers }, (_, index) => `r${round}-${index}`);
    const all = Promise.all(names.map((name) => push(client, serving, name, taken)));
    const cut = beginUpload(serving).catch(() => undefined);
    while (taken.length < before + pushers + round) await new Promise(setImmediate);
    await cut;
    const { code } = await serving.end("SIGKILL");
    expect(code).toBeNull();
    await all;
    client.close();
    await expectWhole(root, taken);
  }
  const serving = await startServing([root]);
  const client = testClient();
  const store = registryStore({ client, host: serving.host, path: "charts/one" });
  await store.tag(await pushMade(store, made("last")), "last");
  client.close();
  expect((await serving.end("SIGTERM")).code).toBe(0);
  expect(await readdir(join(root, "charts/one/.tmp"))).toEqual([]);
  expect(taken.length).toBeGreaterThanOrEqual(rounds * pushers);
});
