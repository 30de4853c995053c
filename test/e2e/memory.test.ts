import { createCipheriv } from "node:crypto";
import { createReadStream, mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { readTarGz } from "../../src/archive/index.ts";
import { serveRegistry } from "../../src/oci/index.ts";
import { measured, whyNoPeak } from "../support/peak.ts";
import { mustBp, said } from "../support/program.ts";
import { keyPair } from "../support/signed.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

const MB = 1_000_000;
const fileLimit = 5 * 1024 * 1024;
const totalLimit = 100 * 1024 * 1024;

/** Bytes that do not compress, the same on every run. */
function noise(size: number, seed: number): Uint8Array {
  const key = Buffer.alloc(16, seed);
  return createCipheriv("aes-128-ctr", key, key).update(Buffer.alloc(size));
}

/** In bytes: what the files take that every chart of these tests has, in its package. */
async function ownFiles(): Promise<number> {
  const [root, out] = [workspace(unit("products/large")), temporary()];
  await mustBp(["-C", root, "package", "--out", out]);
  const name = "bp-large-1.0.0.tgz";
  let size = 0;
  for await (const entry of readTarGz(createReadStream(join(out, name)), { name }))
    size += entry.size;
  return size;
}

/** A workspace with one chart whose package unpacks to so many bytes, in files as large as Helm takes. */
async function largeChart(total: number): Promise<string> {
  const root = workspace(unit("products/large"));
  const folder = join(root, "products/large/chart/x-noise");
  mkdirSync(folder);
  let left = total - (await ownFiles());
  for (let index = 0; left > 0; index += 1) {
    const size = Math.min(left, fileLimit);
    writeFileSync(join(folder, `noise-${String(index).padStart(2, "0")}`), noise(size, index));
    left -= size;
  }
  return root;
}

/** In bytes: what the program takes to do next to nothing. */
async function idle(): Promise<number> {
  const { outcome, peak } = await measured(["-C", workspace(unit("products/small")), "list"]);
  expect(outcome.code, said(outcome)).toBe(0);
  return peak;
}

/** In bytes: what it takes to publish so many charts of half a megabyte. */
async function peakOf(count: number): Promise<number> {
  const folders = Array.from({ length: count }, (_, index) => `products/shop-${index}`);
  const root = workspace(...folders.map((folder) => unit(folder)));
  for (const [index, folder] of folders.entries())
    writeFileSync(join(root, folder, "chart/noise"), noise(500_000, index));
  const { outcome, peak } = await measured(["-C", root, "publish", "--all"]);
  expect(outcome.code, said(outcome)).toBe(0);
  return peak;
}

describe.skipIf(whyNoPeak !== undefined)(`memory (${whyNoPeak ?? "as Linux counts it"})`, () => {
  test(
    "a chart at Helm's limits is packaged and published within 120 MB above idle",
    { timeout: 300_000 },
    async () => {
      const root = await largeChart(totalLimit);
      const registry = await serveRegistry({ root: temporary() });
      onTestFinished(() => registry.close());
      const { key } = await keyPair();
      const floor = await idle();
      const runs = [
        ["package", "--out", temporary()],
        ["publish"],
        ["publish", "--to", `${registry.host}/charts`, "--key", key],
      ];
      for (const args of runs) {
        const { outcome, peak } = await measured(["-C", root, ...args]);
        expect(outcome.code, said(outcome)).toBe(0);
        expect((peak - floor) / MB, args.join(" ")).toBeLessThan(120);
      }
      await mustBp([
        "-C",
        root,
        "verify",
        `oci-layout:${join(root, ".bp/registry")}/bp-large:1.0.0`,
      ]);
    },
  );

  test("one byte more than Helm's limits is refused before anything is read whole", async () => {
    const floor = await idle();
    const many = await measured(["-C", await largeChart(totalLimit + 1), "publish", "--dry-run"]);
    expect(many.outcome.code, said(many.outcome)).toBe(1);
    expect(said(many.outcome)).toMatch(/x-noise\/noise-19 .*104857601.*104857600/u);
    const root = workspace(unit("products/wide"));
    const file = join(root, "products/wide/chart/one-byte-more");
    writeFileSync(file, "");
    truncateSync(file, fileLimit + 1);
    const one = await measured(["-C", root, "publish", "--dry-run"]);
    expect(one.outcome.code, said(one.outcome)).toBe(1);
    expect(said(one.outcome)).toMatch(/one-byte-more.*5242881.*5242880/u);
    expect((many.peak - floor) / MB).toBeLessThan(60);
    expect((one.peak - floor) / MB).toBeLessThan(60);
  });

  // What the collector has not come to yet differs by up to 75 MB; 180 charts that were kept would be 90 MB more.
  test(
    "ten times the charts take no more than what the collector has not come to",
    { timeout: 300_000 },
    async () => {
      const [few, many] = [await peakOf(20), await peakOf(200)];
      expect((many - few) / MB).toBeLessThan(85);
    },
  );
});
