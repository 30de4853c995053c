import { expect, test } from "vitest";

import { entryOf, packTarGz, readTarGz } from "../../src/archive/index.ts";
import type { Bytes } from "../../src/model/ports.ts";
import { collect } from "./support/bytes.ts";

/** Chunks that each take the place of the one before, as a reader's buffer has them. */
async function* overwritten(bytes: Uint8Array, size: number): Bytes {
  const buffer = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) {
    const chunk = bytes.subarray(at, at + size);
    buffer.set(chunk);
    yield buffer.subarray(0, chunk.length);
    buffer.fill(0xee);
  }
}

const longName = `${"folder/".repeat(30)}file`;
const files = new Map([
  ["Chart.yaml", Buffer.from("name: x\n")],
  ["empty", Buffer.alloc(0)],
  [longName, Buffer.from("under a long name")],
  ["large", Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * index) % 251))],
]);

test.each([1, 7, 512, 65_536, 1_000_000])(
  "an archive that comes through one buffer of %i bytes is read as it is",
  async (size) => {
    const entries = [...files].map(([path, bytes]) => {
      return { path: `top/${path}`, size: bytes.length, open: () => overwritten(bytes, 1000) };
    });
    const archive = await collect(packTarGz(entries));
    expect(Buffer.compare(archive, await packed())).toBe(0);
    const read = new Map<string, Buffer>();
    for await (const { path, body } of readTarGz(overwritten(archive, size), { name: "x.tgz" }))
      read.set(path, await collect(body));
    expect(read).toEqual(files);
  },
);

/** The same archive from files that stay as they are. */
function packed(): Promise<Buffer> {
  return collect(packTarGz([...files].map(([path, bytes]) => entryOf(`top/${path}`, bytes))));
}
