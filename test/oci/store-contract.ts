import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { descriptorOf } from "../../src/model/descriptor.ts";
import { mediaType } from "../../src/model/media-type.ts";
import type { Store } from "../../src/oci/index.ts";
import { bytesContent, copy, fetchAll, memoryStore } from "../../src/oci/index.ts";
import { blob, made, pushMade, pushPiece, referrerOf } from "./artifact.ts";

export interface Subject {
  /** A repository of this name, empty at first; two calls with one name see the same one. */
  open(name: string): Store;
  /** Digests of sha512 are refused. */
  readonly sha256Alone?: boolean;
  /** It removes a tag with its manifest alone. */
  readonly keepsTags?: boolean;
  close?(): Promise<void>;
}

const bundle = "application/vnd.dev.sigstore.bundle.v0.3+json";
const sbom = "application/vnd.cyclonedx+json";

/** What every store does alike. */
export function storeContract(name: string, start: () => Promise<Subject>, skipped?: string): void {
  const title = skipped === undefined ? name : `${name} (skipped: ${skipped})`;
  describe.skipIf(skipped !== undefined)(`store contract: ${title}`, () => {
    let subject: Subject;
    let count = 0;
    const fresh = (): string => `contract/repo-${(count += 1)}`;
    beforeAll(async () => {
      subject = await start();
    });
    afterAll(async () => {
      await subject?.close?.();
    });

    test("a repository that is not there reads as empty", async () => {
      const store = subject.open(fresh());
      const absent = made("absent").manifest.descriptor;
      await expect(store.resolve("1.0.0")).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(store.resolve(absent.digest)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(fetchAll(store, absent)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(fetchAll(store, blob("x").descriptor)).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
      expect(await store.exists(absent)).toBe(false);
      expect(await store.exists(blob("x").descriptor)).toBe(false);
      expect(await store.tags()).toEqual([]);
      expect(await store.referrers(absent)).toEqual([]);
    });

    test("what is pushed is there, by digest, for whoever opens the repository again", async () => {
      const name = fresh();
      const artifact = made("layer one");
      const descriptor = await pushMade(subject.open(name), artifact);
      const again = subject.open(name);
      expect(await again.resolve(descriptor.digest)).toEqual(descriptor);
      expect(await again.exists(descriptor)).toBe(true);
      expect(await again.exists(artifact.layer.descriptor)).toBe(true);
      expect(Buffer.compare(await fetchAll(again, descriptor), artifact.manifest.bytes)).toBe(0);
      const layer = await fetchAll(again, artifact.layer.descriptor);
      expect(Buffer.from(layer).toString()).toBe("layer one");
      expect(await again.tags()).toEqual([]);
    });

    test("a tag names a manifest, and can be moved", async () => {
      const name = fresh();
      const store = subject.open(name);
      const one = await pushMade(store, made("one"));
      const two = await pushMade(store, made("two"));
      await store.tag(one, "1.0.0");
      await store.tag(one, "latest");
      await store.tag(two, "latest");
      const again = subject.open(name);
      expect(await again.resolve("1.0.0")).toEqual(one);
      expect(await again.resolve("latest")).toEqual(two);
      expect(await again.resolve(one.digest)).toEqual(one);
      await again.tag(two, "1.0.0");
      expect(await store.resolve("1.0.0")).toEqual(two);
      expect(await store.resolve(one.digest)).toEqual(one);
      expect(await fetchAll(store, one)).toHaveLength(one.size);
    });

    test("a manifest can be pushed under its tag in one step", async () => {
      const name = fresh();
      const store = subject.open(name);
      const [one, two] = [made("one"), made("two")];
      const push = (artifact: typeof one): Promise<void> => {
        const { descriptor, bytes } = artifact.manifest;
        return store.pushTagged(descriptor, bytesContent(bytes), "1.0.0");
      };
      for (const artifact of [one, two, one]) {
        for (const piece of [artifact.config, artifact.layer]) await pushPiece(store, piece);
        await push(artifact);
        const { descriptor } = artifact.manifest;
        const again = subject.open(name);
        expect(await again.resolve("1.0.0")).toEqual(descriptor);
        expect(await again.resolve(descriptor.digest)).toEqual(descriptor);
      }
      expect(await store.tags()).toEqual(["1.0.0"]);
      const { descriptor, bytes } = made("three").manifest;
      const wrong = store.pushTagged(descriptor, bytesContent(bytes.slice(1)), "2.0.0");
      await expect(wrong).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
      const badTag = store.pushTagged(descriptor, bytesContent(bytes), "../x");
      await expect(badTag).rejects.toMatchObject({ code: "BAD_REFERENCE" });
      expect(await subject.open(name).tags()).toEqual(["1.0.0"]);
    });

    test("tags are sorted by code unit", async () => {
      const store = subject.open(fresh());
      const one = await pushMade(store, made("one"));
      for (const tag of ["b", "1.10.0", "B", "1.9.0", "_x", "sha256-ab.sig"])
        await store.tag(one, tag);
      expect(await store.tags()).toEqual(["1.10.0", "1.9.0", "B", "_x", "b", "sha256-ab.sig"]);
    });

    test("a tag of what is not there, and a tag that is none, are refused", async () => {
      const store = subject.open(fresh());
      const one = await pushMade(store, made("one"));
      const absent = made("absent").manifest.descriptor;
      await expect(store.tag(absent, "1.0.0")).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(store.tag(one, "../x")).rejects.toMatchObject({ code: "BAD_REFERENCE" });
      await expect(store.resolve("1.0.0")).rejects.toMatchObject({ code: "NOT_FOUND" });
    });

    test.each([
      ["short", "genuin"],
      ["long", "genuine and more"],
      ["other", "genuinE"],
    ])("%s bytes are refused and leave nothing", async (_, text) => {
      const store = subject.open(fresh());
      const { descriptor } = blob("genuine");
      const wrong = bytesContent(Buffer.from(text));
      await expect(store.push(descriptor, wrong)).rejects.toMatchObject({
        code: "DIGEST_MISMATCH",
      });
      expect(await store.exists(descriptor)).toBe(false);
      await pushPiece(store, blob("genuine"));
      expect(await store.exists(descriptor)).toBe(true);
    });

    test("pushing again does nothing, and does not read the content", async () => {
      const store = subject.open(fresh());
      const artifact = made("again");
      await pushMade(store, artifact);
      for (const { descriptor } of [artifact.layer, artifact.manifest]) {
        await store.push(descriptor, bytesContent(Buffer.from("never read")));
        expect(await store.exists(descriptor)).toBe(true);
      }
    });

    test("empty content and content over several chunks", async () => {
      const name = fresh();
      const store = subject.open(name);
      const empty = blob("");
      const large = Buffer.alloc(5 * 1024 * 1024 + 7, "0123456789abcdef");
      const expected = descriptorOf("application/octet-stream", large);
      await pushPiece(store, empty);
      await store.push(expected, {
        async *open() {
          for (let at = 0; at < large.byteLength; at += 100_000)
            yield large.subarray(at, at + 100_000);
        },
      });
      const again = subject.open(name);
      expect(await fetchAll(again, empty.descriptor)).toHaveLength(0);
      const back = await fetchAll(again, expected, large.byteLength);
      expect(Buffer.compare(back, large)).toBe(0);
    });

    test("a tag is taken away, and a manifest with all its tags", async ({ skip }) => {
      const name = fresh();
      const store = subject.open(name);
      const [one, two] = [await pushMade(store, made("one")), await pushMade(store, made("two"))];
      for (const tag of ["1.0.0", "latest"]) await store.tag(one, tag);
      await store.tag(two, "2.0.0");
      const remove = store.remove?.bind(store);
      if (remove === undefined) return skip("this store removes nothing");
      const again = subject.open(name);
      if (subject.keepsTags === true) {
        await expect(remove("latest")).rejects.toMatchObject({ code: "REGISTRY" });
      } else {
        await remove("latest");
        await expect(again.resolve("latest")).rejects.toMatchObject({ code: "NOT_FOUND" });
      }
      expect(await again.resolve("1.0.0")).toEqual(one);
      await remove(one.digest);
      expect(await again.tags()).toEqual(["2.0.0"]);
      await expect(again.resolve(one.digest)).rejects.toMatchObject({ code: "NOT_FOUND" });
      for (const gone of subject.keepsTags === true ? [one.digest] : ["latest", one.digest])
        await expect(remove(gone)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await pushMade(again, made("one"));
      expect(await subject.open(name).resolve(one.digest)).toEqual(one);
    });

    test("content of sha512 is content like any other", async ({ skip }) => {
      if (subject.sha256Alone === true) return skip("this store takes sha256 alone");
      const name = fresh();
      const store = subject.open(name);
      const layer = Buffer.from("long digests");
      const layers = [descriptorOf("application/vnd.test.layer", layer, "sha512")];
      const { config, manifest } = made("", { layers });
      const expected = descriptorOf(mediaType.manifest, manifest.bytes, "sha512");
      await pushPiece(store, config);
      for (const descriptor of layers) await store.push(descriptor, bytesContent(layer));
      await store.push(expected, bytesContent(manifest.bytes));
      const again = subject.open(name);
      expect(await again.resolve(expected.digest)).toEqual(expected);
      expect(Buffer.compare(await fetchAll(again, expected), manifest.bytes)).toBe(0);
      for (const descriptor of layers)
        expect(Buffer.from(await fetchAll(again, descriptor)).toString()).toBe("long digests");
      const wrong = descriptorOf("application/vnd.test.layer", Buffer.from("other"), "sha512");
      const pushed = store.push({ ...wrong, size: layer.length }, bytesContent(layer));
      await expect(pushed).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
    });

    test("referrers are found from their subject, with type and annotations", async () => {
      const name = fresh();
      const store = subject.open(name);
      const chart = await pushMade(store, made("chart"));
      const other = await pushMade(store, made("other"));
      const signature = await pushMade(store, referrerOf(chart, "signature", bundle));
      const bill = await pushMade(store, referrerOf(chart, "sbom", sbom));
      const foreign = await pushMade(store, referrerOf(other, "foreign", bundle));
      await store.linkReferrers(chart, [signature, bill]);
      await store.linkReferrers(other, [foreign]);
      await store.linkReferrers(chart, [signature]);
      const again = subject.open(name);
      const found = await again.referrers(chart);
      const full = [
        { ...signature, artifactType: bundle, annotations: { kind: "signature" } },
        { ...bill, artifactType: sbom, annotations: { kind: "sbom" } },
      ];
      expect(found).toHaveLength(2);
      expect(found).toEqual(expect.arrayContaining(full));
      expect(await again.referrers(chart, sbom)).toEqual([full[1]]);
      expect(await again.referrers(chart, "none/such")).toEqual([]);
      expect((await again.referrers(other)).map((entry) => entry.digest)).toEqual([foreign.digest]);
      expect(await again.referrers(signature)).toEqual([]);
    });

    test("a referrer without an artifact type has that of its config", async () => {
      const store = subject.open(fresh());
      const chart = await pushMade(store, made("chart"));
      const plain = await pushMade(store, made("plain", { subject: chart }));
      await store.linkReferrers(chart, [plain]);
      expect(await store.referrers(chart)).toEqual([{ ...plain, artifactType: mediaType.empty }]);
    });

    test("many writers at once lose nothing", async () => {
      const name = fresh();
      const numbers = Array.from({ length: 12 }, (_, index) => index);
      await Promise.all(
        numbers.map(async (index) => {
          const store = subject.open(name);
          const descriptor = await pushMade(store, made(`layer ${index}`));
          await store.tag(descriptor, `v${index}`);
        }),
      );
      const store = subject.open(name);
      const tags = await store.tags();
      expect([...tags].sort()).toEqual(numbers.map((index) => `v${index}`).sort());
      for (const index of numbers) {
        const expected = made(`layer ${index}`).manifest.descriptor;
        expect(await store.resolve(`v${index}`)).toEqual(expected);
      }
    });

    test("copy brings an artifact with what refers to it, and back", async () => {
      const source = memoryStore();
      const chart = await pushMade(source, made("chart"));
      const signature = await pushMade(source, referrerOf(chart, "signature", bundle));
      const note = await pushMade(source, referrerOf(signature, "note", sbom));
      await source.tag(chart, "1.0.0");
      const store = subject.open(fresh());
      expect(await copy(source, store, "1.0.0", { tag: "1.0.0", referrers: true })).toEqual(chart);
      const back = memoryStore();
      await copy(store, back, "1.0.0", { tag: "copied", referrers: true });
      expect(await back.resolve("copied")).toEqual(chart);
      expect(await back.exists(made("chart").layer.descriptor)).toBe(true);
      expect((await back.referrers(chart)).map((entry) => entry.digest)).toEqual([
        signature.digest,
      ]);
      expect((await back.referrers(signature)).map((entry) => entry.digest)).toEqual([note.digest]);
    });
  });
}
