import { randomBytes } from "node:crypto";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { measured } from "../support/peak.ts";
import { said } from "../support/program.ts";
import { keyPair } from "../support/signed.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

const MB = 1_000_000;
const fileLimit = 5 * 1024 * 1024;
const totalLimit = 100 * 1024 * 1024;

/** A chart that unpacks to exactly Helm's limit with data that does not compress, `over` bytes more. */
function largestChart(over: number): string {
  const files = unit("products/large");
  const root = workspace(files);
  const folder = join(root, "products/large/chart/files");
  mkdirSync(folder);
  // Chart.yaml is written anew: what it takes is left to a margin of 4 KiB.
  let left = totalLimit - 4096 + over;
  for (let index = 0; left > 0; index += 1) {
    const size = Math.min(left, fileLimit);
    writeFileSync(join(folder, `noise-${String(index).padStart(2, "0")}`), randomBytes(size));
    left -= size;
  }
  return root;
}

async function idle(): Promise<number> {
  const { outcome, peak } = await measured(["-C", workspace(unit("products/small")), "list"]);
  expect(outcome.code, said(outcome)).toBe(0);
  return peak;
}

/** What a dry run over this many small blueprints takes. */
async function peakOf(count: number): Promise<number> {
  const units = Array.from({ length: count }, (_, index) => unit(`products/shop-${index}`));
  const { outcome, peak } = await measured(["-C", workspace(...units), "publish", "--dry-run"]);
  expect(outcome.code, said(outcome)).toBe(0);
  return peak;
}

describe("memory", () => {
  test("a chart at Helm's limits is published to a layout and to a registry within 120 MB above idle", async () => {
    const root = largestChart(0);
    const registry = await serveRegistry({ root: temporary() });
    onTestFinished(() => registry.close());
    const { key } = await keyPair();
    const floor = await idle();
    const layout = await measured(["-C", root, "publish"]);
    expect(layout.outcome.code, said(layout.outcome)).toBe(0);
    const pushed = await measured([
      "-C",
      root,
      "publish",
      "--to",
      `${registry.host}/charts`,
      "--key",
      key,
    ]);
    expect(pushed.outcome.code, said(pushed.outcome)).toBe(0);
    expect((layout.peak - floor) / MB).toBeLessThan(120);
    expect((pushed.peak - floor) / MB).toBeLessThan(120);
  });

  test("more than Helm's limits is refused before anything is read whole", async () => {
    const floor = await idle();
    const many = await measured(["-C", largestChart(8192), "publish", "--dry-run"]);
    expect(many.outcome.code, said(many.outcome)).toBe(1);
    expect(said(many.outcome)).toMatch(/noise-\d\d.*104857600/u);
    const root = workspace(unit("products/wide"));
    const file = join(root, "products/wide/chart/one-byte-more");
    writeFileSync(file, "");
    truncateSync(file, fileLimit + 1);
    const one = await measured(["-C", root, "publish", "--dry-run"]);
    expect(one.outcome.code, said(one.outcome)).toBe(1);
    expect(said(one.outcome)).toMatch(/one-byte-more.*5242880/u);
    expect((many.peak - floor) / MB).toBeLessThan(60);
    expect((one.peak - floor) / MB).toBeLessThan(60);
  });

  test("ten times the blueprints take little more", async () => {
    const [few, many] = [await peakOf(20), await peakOf(200)];
    expect((many - few) / MB).toBeLessThan(40);
  });
});
