import { gzipSync } from "node:zlib";

import { expect, test } from "vitest";

import { GzipSize } from "../../src/archive/index.ts";

/** In chunks of that many bytes. */
function sizeOf(bytes: Uint8Array, chunk: number): number {
  const size = new GzipSize();
  for (let at = 0; at < bytes.length; at += chunk) size.add(bytes.subarray(at, at + chunk));
  return size.end();
}

const text = Buffer.from(Array.from({ length: 40_000 }, (_, at) => `line ${at * at} `).join(""));
const noise = Buffer.from(
  Array.from({ length: 300_000 }, (_, at) => (at * at * 7919 + (at >> 3)) % 251),
);

test.each([
  ["nothing", Buffer.alloc(0)],
  ["a byte", Buffer.from("x")],
  ["text", text],
  ["what hardly compresses", noise],
  ["zeros", Buffer.alloc(1_000_000)],
])("%s: as many bytes as zlib's best level gives, but for a few", (_, bytes) => {
  const other = gzipSync(bytes, { level: 9 }).length;
  expect(Math.abs(sizeOf(bytes, 5000) - other)).toBeLessThan(other / 200 + 1);
});

test("however the bytes come", () => {
  expect(sizeOf(text, 1)).toBe(sizeOf(text, text.length));
});
