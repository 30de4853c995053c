import { expect, test } from "vitest";

import { askedOnce, fetchAll, memoryStore } from "../../src/oci/index.ts";
import type { Source, Store } from "../../src/oci/index.ts";
import { blob, made, pushMade, pushPiece, referrerOf } from "./artifact.ts";

/** A source that notes what it is asked for. */
function noting(store: Store): { readonly source: Source; readonly notes: string[] } {
  const notes: string[] = [];
  const source: Source = {
    resolve: (reference) => store.resolve(reference),
    exists: (target) => store.exists(target),
    tags: () => store.tags(),
    fetch: (target) => {
      notes.push(target.digest);
      return store.fetch(target);
    },
    referrers: (subject, type) => {
      notes.push(`referrers ${type ?? "all"}`);
      return store.referrers(subject, type);
    },
  };
  return { source, notes };
}

test("small content is fetched once, however often and however early it is asked for again", async () => {
  const store = memoryStore();
  const piece = blob("shared");
  await pushPiece(store, piece);
  const { source, notes } = noting(store);
  const once = askedOnce(source);
  const both = await Promise.all([
    fetchAll(once, piece.descriptor),
    fetchAll(once, piece.descriptor),
  ]);
  for (const bytes of [...both, await fetchAll(once, piece.descriptor)])
    expect(Buffer.from(bytes).toString()).toBe("shared");
  expect(notes).toEqual([piece.descriptor.digest]);
});

test("large content is not kept", async () => {
  const store = memoryStore();
  const piece = blob("x".repeat(70_000));
  await pushPiece(store, piece);
  const { source, notes } = noting(store);
  const once = askedOnce(source);
  for (let count = 0; count < 2; count += 1)
    expect(await fetchAll(once, piece.descriptor)).toHaveLength(70_000);
  expect(notes).toHaveLength(2);
});

test("no more than a few megabytes are kept", async () => {
  const store = memoryStore();
  const pieces = Array.from({ length: 100 }, (_, index) => blob(String(index).padEnd(60_000)));
  for (const piece of pieces) await pushPiece(store, piece);
  const { source, notes } = noting(store);
  const once = askedOnce(source);
  for (const piece of [...pieces, ...pieces]) await fetchAll(once, piece.descriptor);
  expect(notes.length).toBeGreaterThan(110);
  expect(notes.length).toBeLessThan(200);
});

test("one descriptor's content is not given for another's", async () => {
  const store = memoryStore();
  const piece = blob("genuine");
  await pushPiece(store, piece);
  const once = askedOnce(store);
  await fetchAll(once, piece.descriptor);
  const longer = { ...piece.descriptor, size: piece.descriptor.size + 1 };
  await expect(fetchAll(once, longer)).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
});

test("a list of referrers is asked for once, of all types, and sifted", async () => {
  const store = memoryStore();
  const chart = await pushMade(store, made("chart"));
  const one = await pushMade(store, referrerOf(chart, "one", "x/one"));
  await pushMade(store, referrerOf(chart, "two", "x/two"));
  const { source, notes } = noting(store);
  const once = askedOnce(source);
  const listed = await once.referrers(chart, "x/one");
  expect(listed.map(({ digest }) => digest)).toEqual([one.digest]);
  expect(await once.referrers(chart)).toHaveLength(2);
  expect(notes).toEqual(["referrers all"]);
});
