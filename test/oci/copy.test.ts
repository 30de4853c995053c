import { describe, expect, test } from "vitest";

import type { Descriptor } from "../../src/model/descriptor.ts";
import { mediaType } from "../../src/model/media-type.ts";
import type { Store } from "../../src/oci/index.ts";
import { copy, memoryStore } from "../../src/oci/index.ts";
import { blob, made, pushMade, pushPiece, referrerOf } from "./artifact.ts";

/** A store in memory that notes what is done to it, and fails to take one content. */
function noting(broken?: Descriptor): { readonly store: Store; readonly notes: string[] } {
  const base = memoryStore();
  const notes: string[] = [];
  const store: Store = {
    resolve: (reference) => base.resolve(reference),
    fetch: (target) => base.fetch(target),
    exists: (target) => base.exists(target),
    referrers: (subject, type) => base.referrers(subject, type),
    tags: () => base.tags(),
    push: async (expected, content) => {
      if (expected.digest === broken?.digest) throw new Error("broken");
      await base.push(expected, content);
      notes.push(expected.digest);
    },
    tag: async (target, reference) => {
      await base.tag(target, reference);
      notes.push(reference);
    },
    pushTagged: async (expected, content, reference) => {
      await base.pushTagged(expected, content, reference);
      notes.push(expected.digest, reference);
    },
    linkReferrers: async (subject, referrers) => {
      notes.push(`link ${referrers.length} to ${subject.digest}`);
    },
  };
  return { store, notes };
}

describe("copy", () => {
  test("leaves first, then manifests, what refers to them, and the tag last", async () => {
    const source = memoryStore();
    const [one, two] = [made("one"), made("two")];
    const children = [await pushMade(source, one), await pushMade(source, two)];
    const value = { schemaVersion: 2, mediaType: mediaType.index, manifests: children };
    const index = blob(JSON.stringify(value), mediaType.index);
    await pushPiece(source, index);
    await source.tag(index.descriptor, "1.0.0");
    const bundle = referrerOf(index.descriptor, "signature", "x/bundle");
    await pushMade(source, bundle);
    const { store, notes } = noting();
    await copy(source, "1.0.0", store, { tag: "1.0.0", referrers: true });
    const at = (digest: string): number => notes.indexOf(digest);
    for (const artifact of [one, two, bundle]) {
      const manifest = at(artifact.manifest.descriptor.digest);
      expect(manifest).toBeGreaterThan(at(artifact.layer.descriptor.digest));
      expect(manifest).toBeGreaterThan(at(artifact.config.descriptor.digest));
    }
    for (const child of children)
      expect(at(index.descriptor.digest)).toBeGreaterThan(at(child.digest));
    expect(notes.at(-1)).toBe("1.0.0");
    expect(notes.at(-2)).toBe(`link 1 to ${index.descriptor.digest}`);
    expect(new Set(notes).size).toBe(notes.length);
  });

  test("a leaf that fails leaves neither manifest nor tag", async () => {
    const source = memoryStore();
    const artifact = made("one");
    await pushMade(source, artifact);
    const { store, notes } = noting(artifact.layer.descriptor);
    const { digest } = artifact.manifest.descriptor;
    await expect(copy(source, digest, store, { tag: "1.0.0" })).rejects.toThrow("broken");
    expect(notes).toEqual([artifact.config.descriptor.digest]);
  });

  test("what is there already is not read again", async () => {
    const source = memoryStore();
    const artifact = made("one");
    await pushMade(source, artifact);
    const { store, notes } = noting();
    await pushMade(store, artifact);
    notes.length = 0;
    const { digest } = artifact.manifest.descriptor;
    await copy(source, digest, store, { tag: "latest" });
    expect(notes).toEqual(["latest"]);
  });

  test("never more at a time than allowed", async () => {
    const source = memoryStore();
    const layers = Array.from({ length: 20 }, (_, index) => blob(`layer ${index}`));
    for (const layer of layers) await pushPiece(source, layer);
    const artifact = made("one", { layers: layers.map((layer) => layer.descriptor) });
    await pushPiece(source, artifact.config);
    await pushPiece(source, artifact.manifest);
    const { store } = noting();
    let [now, most] = [0, 0];
    const counting: Store = {
      ...store,
      push: async (expected, content) => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
        await store.push(expected, content);
        now -= 1;
      },
    };
    await copy(source, artifact.manifest.descriptor.digest, counting, { concurrency: 4 });
    expect(most).toBe(4);
  });
});
