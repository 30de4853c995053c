import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { FileSink } from "../../../src/oci/layout/file-sink.ts";

let folder: string;
let file: FileHandle;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bp-sink-"));
  file = await open(join(folder, "file"), "wx+");
});

afterEach(async () => {
  await file.close().catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
});

test.each([[[]], [[1]], [[300_000]], [[262_144, 262_144]], [[1, 999_999, 65_536, 7, 524_288]]])(
  "chunks of %j come out as they went in, though their memory is used again",
  async (sizes) => {
    const sink = new FileSink(file, 0);
    const expected: Uint8Array[] = [];
    const memory = Buffer.alloc(1_000_000);
    for (const [index, size] of sizes.entries()) {
      const chunk = memory.subarray(0, size).fill(index + 1);
      expected.push(Buffer.from(chunk));
      await sink.write(chunk);
    }
    await sink.end();
    const written = await readFile(join(folder, "file"));
    expect(Buffer.compare(written, Buffer.concat(expected))).toBe(0);
  },
);

test("from a place in the file on", async () => {
  await file.write("before");
  const sink = new FileSink(file, 6);
  await sink.write(Buffer.from(" after"));
  await sink.end();
  expect(await readFile(join(folder, "file"), "utf8")).toBe("before after");
});

test("what the disk refuses is thrown, at the latest in the end", async () => {
  await file.close();
  const sink = new FileSink(file, 0);
  const all = async (): Promise<void> => {
    for (let count = 0; count < 8; count += 1) await sink.write(Buffer.alloc(200_000));
    await sink.end();
  };
  await expect(all()).rejects.toThrow();
});
