import { createHash } from "node:crypto";

import { describe, expect, test } from "vitest";

import { spool } from "../../src/cli/spool.ts";
import type { Bytes } from "../../src/model/ports.ts";

const mebibyte = 1024 * 1024;

/** Chunks that are overwritten once they are taken, as a reader's buffer is. */
async function* counted(size: number, chunk = 300_000): Bytes {
  const buffer = Buffer.alloc(chunk);
  for (let at = 0; at < size; at += chunk) {
    buffer.fill(Math.floor(at / chunk) % 251);
    yield buffer.subarray(0, Math.min(chunk, size - at));
    buffer.fill(255);
  }
}

async function hashOf(bytes: Bytes): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest("hex");
}

describe.each([
  ["in memory", 3 * mebibyte],
  ["in a file", 9 * mebibyte + 1],
  ["nothing", 0],
])("a spool %s", (_, size) => {
  test("gives the same bytes back, as often as wanted, and any part of them", async () => {
    const spooled = await spool(counted(size), size);
    const expected = await hashOf(counted(size));
    expect(spooled.size).toBe(size);
    expect(await hashOf(spooled.open())).toBe(expected);
    expect(await hashOf(spooled.open())).toBe(expected);
    const middle = Math.floor(size / 2);
    const part = await spooled.read(middle, middle + 10);
    expect(part).toHaveLength(Math.min(10, size - middle));
    if (size > 0) expect(part[0]).toBe(Math.floor(middle / 300_000) % 251);
    await spooled.dispose();
    await spooled.dispose();
  });
});

test.each([3 * mebibyte, 9 * mebibyte])(
  "one byte more than the limit of %i is refused",
  async (limit) => {
    await expect(spool(counted(limit + 1), limit)).rejects.toMatchObject({ code: "LIMIT" });
  },
);

test("stops taking at the limit", async () => {
  let taken = 0;
  const endless = async function* endless(): Bytes {
    for (;;) {
      taken += 1;
      yield new Uint8Array(1000);
    }
  };
  await expect(spool(endless(), 10_000)).rejects.toMatchObject({ code: "LIMIT" });
  expect(taken).toBe(11);
});
