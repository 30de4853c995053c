import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { afterEach, beforeEach, expect, test } from "vitest";

import { cosignTag } from "../../../src/model/cosign-tag.ts";
import type { Descriptor } from "../../../src/model/descriptor.ts";
import { mediaType } from "../../../src/model/media-type.ts";
import { copy, layoutStore, memoryStore } from "../../../src/oci/index.ts";
import type { Layout, Store } from "../../../src/oci/index.ts";
import { blob, made, pushMade, pushPiece, referrerOf } from "../artifact.ts";

let folder: string;
let store: Layout;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bp-collect-"));
  store = layoutStore(folder);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** After everything that a test writes. */
const later = new Date(8.64e15);

async function blobs(): Promise<readonly string[]> {
  return (await readdir(join(folder, "blobs/sha256"))).map((name) => `sha256:${name}`);
}

async function pushIndex(to: Store, children: readonly Descriptor[]): Promise<Descriptor> {
  const value = { schemaVersion: 2, mediaType: mediaType.index, manifests: children };
  const piece = blob(JSON.stringify(value), mediaType.index);
  await pushPiece(to, piece);
  return piece.descriptor;
}

test("what nothing leads to goes, what is listed stays with all that it needs", async () => {
  const chart = made("chart");
  await pushMade(store, chart);
  const stray = blob("stray");
  await pushPiece(store, stray);
  const collected = await store.collect({ before: later });
  expect(collected).toEqual({ manifests: [], blobs: [stray.descriptor.digest], size: 5 });
  expect(await blobs()).toHaveLength(3);
  await copy(store, memoryStore(), chart.manifest.descriptor.digest);
});

test("what is younger, or was used again, stays", async () => {
  const [old, used] = [blob("old"), blob("used")];
  await pushPiece(store, old);
  await pushPiece(store, used);
  // The clock of a file system may lag some milliseconds behind.
  await sleep(100);
  const before = new Date();
  await sleep(100);
  await pushPiece(store, used);
  await pushPiece(store, blob("young"));
  const { blobs: gone } = await store.collect({ before });
  expect(gone).toEqual([old.descriptor.digest]);
  expect(await blobs()).toHaveLength(2);
});

test("a dry run tells the same and removes nothing", async () => {
  await pushPiece(store, blob("stray"));
  const told = await store.collect({ before: later, dryRun: true });
  expect(await blobs()).toHaveLength(1);
  expect(await store.collect({ before: later })).toEqual(told);
  expect(await blobs()).toHaveLength(0);
});

test("untagged: tags hold what they name, its children, its referrers and its signatures", async () => {
  const [child, lost] = [await pushMade(store, made("child")), await pushMade(store, made("lost"))];
  const index = await pushIndex(store, [child]);
  await store.tag(index, "1.0.0");
  const bundle = await pushMade(store, referrerOf(child, "signature", "x/bundle"));
  const note = await pushMade(store, referrerOf(bundle, "note", "x/note"));
  const sig = await pushMade(store, made("sig"));
  await store.tag(sig, cosignTag(index.digest, "sig"));
  const lostBundle = await pushMade(store, referrerOf(lost, "of the lost", "x/bundle"));
  const lostSig = await pushMade(store, made("sig of the lost"));
  await store.tag(lostSig, cosignTag(lost.digest, "sig"));
  const { manifests } = await store.collect({ before: later, untagged: true });
  expect(manifests).toEqual([lost, lostBundle, lostSig].map(({ digest }) => digest).sort());
  for (const kept of [index, child, bundle, note, sig]) expect(await store.exists(kept)).toBe(true);
  expect(await store.tags()).toEqual(["1.0.0", cosignTag(index.digest, "sig")]);
  await copy(store, memoryStore(), "1.0.0", { referrers: true });
});

test("untagged: what is to be kept stays without a tag, with what refers to it", async () => {
  const [kept, lost] = [await pushMade(store, made("kept")), await pushMade(store, made("lost"))];
  const bundle = await pushMade(store, referrerOf(kept, "signature", "x/bundle"));
  const keep = new Set([kept.digest]);
  const { manifests } = await store.collect({ before: later, untagged: true, keep });
  expect(manifests).toEqual([lost.digest]);
  expect(await store.referrers(kept)).toMatchObject([{ digest: bundle.digest }]);
});

test("a damaged manifest stops it: what that needs cannot be told", async () => {
  const chart = await pushMade(store, made("chart"));
  await writeFile(join(folder, "blobs/sha256", chart.digest.slice(7)), "x".repeat(chart.size));
  await expect(store.collect({ before: later })).rejects.toMatchObject({ code: "UNREADABLE" });
  expect(await blobs()).toHaveLength(3);
});

test("what an index or a manifest needs is not removed before it", async () => {
  const child = made("child");
  await pushMade(store, child);
  const index = await pushIndex(store, [child.manifest.descriptor]);
  const { digest } = child.manifest.descriptor;
  await expect(store.remove(digest)).rejects.toMatchObject({ code: "CONFLICT" });
  await store.remove(index.digest);
  await store.remove(digest);
  expect(await store.collect({ before: later })).toMatchObject({ manifests: [] });
  expect(await blobs()).toEqual([]);
});

test("an index of referrers does not hold what it lists", async () => {
  const chart = await pushMade(store, made("chart"));
  const bundle = await pushMade(store, referrerOf(chart, "signature", "x/bundle"));
  const index = await pushIndex(store, [bundle]);
  await store.tag(index, chart.digest.replace(":", "-"));
  await store.remove(bundle.digest);
  expect(await store.referrers(chart)).toEqual([]);
});
