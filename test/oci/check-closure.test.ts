import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { cosignTag } from "../../src/model/cosign-tag.ts";
import type { Digest } from "../../src/model/digest.ts";
import { checkClosure, layoutStore } from "../../src/oci/index.ts";
import type { Layout } from "../../src/oci/index.ts";
import type { Piece } from "./artifact.ts";
import { made, pushMade, referrerOf } from "./artifact.ts";

let folder: string;
let store: Layout;
const chart = made("chart");
const bundle = referrerOf(chart.manifest.descriptor, "bundle", "x/bundle");
const signature = made("signature");

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bp-check-"));
  store = layoutStore(folder);
  for (const artifact of [chart, bundle, signature]) await pushMade(store, artifact);
  await store.tag(chart.manifest.descriptor, "1.0.0");
  await store.tag(
    signature.manifest.descriptor,
    cosignTag(chart.manifest.descriptor.digest, "sig"),
  );
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function fileOf({ descriptor }: Piece): string {
  return join(folder, "blobs/sha256", descriptor.digest.slice(7));
}

test("everything that a tag leads to, each once", async () => {
  const closure = await checkClosure(store, "1.0.0");
  const pieces = [chart, bundle, signature].flatMap(({ manifest, layer }) => [manifest, layer]);
  const expected = [...pieces, chart.config].map(({ descriptor }) => descriptor);
  expect(closure.root).toEqual(chart.manifest.descriptor);
  expect(closure.contents.map(({ digest }) => digest).toSorted()).toEqual(
    expected.map(({ digest }) => digest).toSorted(),
  );
  expect(closure.size).toBe(expected.reduce((sum, { size }) => sum + size, 0));
  const alone = await checkClosure(store, "1.0.0", { referrers: false });
  expect(alone.contents).toHaveLength(3);
});

test.each([
  ["the manifest", chart.manifest],
  ["the layer", chart.layer],
  ["a referrer's layer", bundle.layer],
  ["a signature's layer", signature.layer],
])("%s that is not genuine is found", async (_, piece) => {
  await writeFile(fileOf(piece), "x".repeat(piece.bytes.length));
  await expect(checkClosure(store, "1.0.0")).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
});

test("content that is not there is found", async () => {
  await rm(fileOf(bundle.layer));
  await expect(checkClosure(store, "1.0.0")).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("what was read once is not read again", async () => {
  const known = new Set<Digest>();
  await checkClosure(store, "1.0.0", { known });
  expect(known.size).toBe(7);
  await rm(fileOf(chart.layer));
  await checkClosure(store, "1.0.0", { known });
});
