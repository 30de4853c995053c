import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import type { Descriptor } from "../../src/model/descriptor.ts";
import type { Content } from "../../src/model/ports.ts";
import { registryStore } from "../../src/oci/index.ts";
import { testClient } from "../oci/artifact.ts";
import { whyNoPeak } from "../support/peak.ts";
import { startServing } from "../support/serving.ts";
import { temporary } from "../support/workspace.ts";

const MB = 1_000_000;

/** Bytes that are made as they are asked for, and their descriptor. */
function large(size: number): { readonly descriptor: Descriptor; readonly content: Content } {
  const piece = Buffer.alloc(MB, "0123456789abcdef");
  const content: Content = {
    async *open() {
      for (let left = size; left > 0; left -= piece.length) yield piece.subarray(0, left);
    },
  };
  const hash = createHash("sha256");
  for (let left = size; left > 0; left -= piece.length) hash.update(piece.subarray(0, left));
  const digest = `sha256:${hash.digest("hex")}` as const;
  return { descriptor: { mediaType: "application/octet-stream", digest, size }, content };
}

/** In bytes: the most memory that a registry took, which was sent and asked for a blob of this size. */
async function peakOf(size: number): Promise<number> {
  const serving = await startServing([temporary()]);
  const client = testClient();
  const store = registryStore({ client, host: serving.host, path: "large" });
  const { descriptor, content } = large(size);
  await store.push(descriptor, content);
  let read = 0;
  for await (const chunk of await store.fetch(descriptor)) read += chunk.byteLength;
  expect(read).toBe(size);
  const status = readFileSync(`/proc/${serving.pid}/status`, "utf8");
  client.close();
  await serving.end("SIGTERM");
  return Number(/VmHWM:\s+(\d+)/u.exec(status)?.[1]) * 1024;
}

describe.skipIf(whyNoPeak !== undefined)(`memory (${whyNoPeak ?? "as Linux counts it"})`, () => {
  test("bp serve takes the same for a blob of 20 MB and one of 200 MB, and under 200 MB", async () => {
    const [small, big] = [await peakOf(20 * MB), await peakOf(200 * MB)];
    expect(big).toBeLessThan(200 * MB);
    expect(big).toBeLessThan(small + 40 * MB);
  });
});
