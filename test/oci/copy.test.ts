import { describe, expect, test } from "vitest";

import { cosignTag } from "../../src/model/cosign-tag.ts";
import type { Descriptor } from "../../src/model/descriptor.ts";
import { mediaType } from "../../src/model/media-type.ts";
import type { CopyEvent, Source, Store } from "../../src/oci/index.ts";
import { contentOf, copy, memoryStore } from "../../src/oci/index.ts";
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
    await copy(source, store, "1.0.0", { tag: "1.0.0", referrers: true });
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
    await expect(copy(source, store, digest, { tag: "1.0.0" })).rejects.toThrow("broken");
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
    await copy(source, store, digest, { tag: "latest" });
    expect(notes).toEqual(["latest"]);
  });

  test.each([
    // Three, and the config, which is small.
    ["large", 100_000, 4],
    ["small", 1, 24],
  ])("never more %s ones at a time than allowed", async (_, length, allowed) => {
    const source = memoryStore();
    const layers = Array.from({ length: 40 }, (_, index) => blob(`${index} `.repeat(length)));
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
    await copy(source, counting, artifact.manifest.descriptor.digest, { concurrency: 3 });
    expect(most).toBe(allowed);
  });

  test("what refers to the manifests of an index comes along, and cosign's tags of each", async () => {
    const source = memoryStore();
    const child = await pushMade(source, made("child"));
    const index = await pushIndex(source, [child]);
    await source.tag(index, "1.0.0");
    const bundle = await pushMade(source, referrerOf(child, "signature", "x/bundle"));
    const note = await pushMade(source, referrerOf(bundle, "note", "x/note"));
    const tags = [cosignTag(index.digest, "sig"), cosignTag(child.digest, "att")];
    for (const tag of tags) await source.tag(await pushMade(source, made(tag)), tag);
    await source.tag(await pushMade(source, made("other")), cosignTag(note.digest, "sbom"));
    const { store, notes } = noting();
    await copy(source, store, "1.0.0", { referrers: true });
    expect((await store.referrers(child)).map(({ digest }) => digest)).toEqual([bundle.digest]);
    expect((await store.referrers(bundle)).map(({ digest }) => digest)).toEqual([note.digest]);
    expect(await store.tags()).toEqual(["1.0.0", ...tags].toSorted());
    expect(notes.at(-1)).toBe("1.0.0");
    notes.length = 0;
    await copy(source, store, "1.0.0", { referrers: true });
    expect(notes.filter((note) => !note.startsWith("link "))).toEqual(["1.0.0"]);
  });

  test("a referrer that came later is found where the index is there already", async () => {
    const source = memoryStore();
    const child = await pushMade(source, made("child"));
    const index = await pushIndex(source, [child]);
    const store = memoryStore();
    await copy(source, store, index.digest, { referrers: true });
    const bundle = await pushMade(source, referrerOf(child, "signature", "x/bundle"));
    await copy(source, store, index.digest, { referrers: true });
    expect(await store.exists(bundle)).toBe(true);
  });

  test("each content is told of once: copied, or present", async () => {
    const source = memoryStore();
    const [one, two] = [made("shared"), made("shared", { annotations: { two: "yes" } })];
    for (const each of [one, two]) await pushMade(source, each);
    const children = [one.manifest.descriptor, two.manifest.descriptor];
    const index = await pushIndex(source, children);
    const store = memoryStore();
    await pushPiece(store, one.layer);
    const told: CopyEvent[] = [];
    await copy(source, store, index.digest, { onContent: (event) => told.push(event) });
    expect(new Set(told.map(({ target }) => target.digest)).size).toBe(told.length);
    const present = told.filter(({ how }) => how === "present");
    expect(present.map(({ target }) => target.digest)).toEqual([one.layer.descriptor.digest]);
    expect(told.filter(({ how }) => how === "copied")).toHaveLength(4);
  });

  test("by a tag to the same tag, to another, and by a digest to none", async () => {
    const source = memoryStore();
    const { digest } = await pushMade(source, made("one"));
    await source.tag(await source.resolve(digest), "1.0.0");
    for (const [reference, options, tags] of [
      ["1.0.0", {}, ["1.0.0"]],
      ["1.0.0", { tag: "latest", referrers: true }, ["latest"]],
      [digest, {}, []],
      [digest, { referrers: true }, []],
    ] as const) {
      const store = memoryStore();
      await copy(source, store, reference, options);
      expect(await store.tags()).toEqual(tags);
    }
  });

  test("a layer that may not be distributed comes along where it is there", async () => {
    const type = "application/vnd.oci.image.layer.nondistributable.v1.tar";
    const [here, away] = [blob("here", type), blob("away", type)];
    const artifact = made("", { layers: [here.descriptor, away.descriptor] });
    const source = memoryStore();
    for (const piece of [here, artifact.config, artifact.manifest]) await pushPiece(source, piece);
    const store = memoryStore();
    await copy(source, store, artifact.manifest.descriptor.digest);
    expect(await store.exists(here.descriptor)).toBe(true);
    expect(await store.exists(away.descriptor)).toBe(false);
  });

  test("blobs are mounted from the source or from where else they may be, unless that is not wanted", async () => {
    const [source, other] = [memoryStore(), memoryStore()];
    const artifact = made("layer");
    await pushMade(source, artifact);
    const asked: Source[] = [];
    const mounting = (): Store => {
      const base = memoryStore();
      return Object.assign(base, {
        mount: async (target: Descriptor, from: Source) => {
          asked.push(from);
          if (from !== source) return false;
          await base.push(target, contentOf(from, target));
          return true;
        },
      });
    };
    const { digest } = artifact.manifest.descriptor;
    const told: CopyEvent[] = [];
    await copy(source, mounting(), digest, {
      mount: () => [other],
      onContent: (event) => told.push(event),
    });
    expect(asked.filter((from) => from === other)).toHaveLength(2);
    expect(asked.filter((from) => from === source)).toHaveLength(2);
    expect(told.filter(({ how }) => how === "mounted")).toHaveLength(2);
    asked.length = 0;
    await copy(source, mounting(), digest, { mount: false });
    expect(asked).toEqual([]);
  });
});

async function pushIndex(to: Store, manifests: readonly Descriptor[]): Promise<Descriptor> {
  const value = { schemaVersion: 2, mediaType: mediaType.index, manifests };
  const piece = blob(JSON.stringify(value), mediaType.index);
  await pushPiece(to, piece);
  return piece.descriptor;
}
