import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { descriptorOf } from "../../src/model/descriptor.ts";
import type { Bytes } from "../../src/model/ports.ts";
import { bytesContent, fetchAll, memoryStore, readAll, verified } from "../../src/oci/index.ts";
import { blob, pushPiece } from "./artifact.ts";

async function* pieces(bytes: Uint8Array, cuts: readonly number[]): Bytes {
  let at = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    const end = Math.min(cut, bytes.byteLength);
    if (end > at) yield bytes.subarray(at, end);
    at = Math.max(at, end);
  }
  if (at < bytes.byteLength) yield bytes.subarray(at);
}

/** As `pieces`, each in the place of the one before, as a reader's buffer has them. */
async function* overwritten(bytes: Uint8Array, cuts: readonly number[]): Bytes {
  const buffer = Buffer.alloc(bytes.byteLength);
  for await (const piece of pieces(bytes, cuts)) {
    buffer.set(piece);
    yield buffer.subarray(0, piece.byteLength);
    buffer.fill(0xee);
  }
}

test("what is read whole is kept, whatever becomes of the chunks", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1 }),
      fc.array(fc.nat(20), { minLength: 2 }),
      async (bytes, cuts) => {
        const back = await readAll(overwritten(bytes, cuts), bytes.byteLength);
        expect(Buffer.compare(back, bytes)).toBe(0);
      },
    ),
  );
});

describe("verified", () => {
  test("gives genuine bytes as they are, however they are cut", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.array(fc.nat(20)), async (bytes, cuts) => {
        const expected = descriptorOf("x/y", bytes);
        const back = await readAll(verified(pieces(bytes, cuts), expected), bytes.byteLength);
        expect(Buffer.compare(back, bytes)).toBe(0);
      }),
    );
  });

  test("fails on every other content", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.uint8Array(), async (bytes, other) => {
        fc.pre(Buffer.compare(bytes, other) !== 0);
        const read = readAll(verified(pieces(other, [3]), descriptorOf("x/y", bytes)), 1_000);
        await expect(read).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
      }),
    );
  });

  test("stops at the first byte too many, not at the end", async () => {
    let given = 0;
    const endless: Bytes = {
      async *[Symbol.asyncIterator]() {
        for (;;) {
          given += 1;
          yield Buffer.alloc(10);
        }
      },
    };
    const read = readAll(verified(endless, blob("0123456789").descriptor), 1_000_000);
    await expect(read).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
    expect(given).toBe(2);
  });

  test("sha512 digests are checked too", async () => {
    const { bytes, descriptor } = blob("x");
    const digest = `sha512:${"0".repeat(128)}` as const;
    const read = readAll(verified(bytesContent(bytes).open(), { ...descriptor, digest }), 10);
    await expect(read).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
  });
});

describe("limits", () => {
  test("readAll stops at the limit", async () => {
    const bytes = bytesContent(Buffer.alloc(11)).open();
    await expect(readAll(bytes, 10)).rejects.toMatchObject({ code: "LIMIT" });
    expect(await readAll(bytesContent(Buffer.alloc(10)).open(), 10)).toHaveLength(10);
  });

  test("fetchAll does not begin to read what is too large", async () => {
    const store = memoryStore();
    const piece = blob("0123456789");
    await pushPiece(store, piece);
    await expect(fetchAll(store, piece.descriptor, 9)).rejects.toMatchObject({ code: "LIMIT" });
  });
});
