import { beforeAll, describe, expect, test } from "vitest";

import { cosignTag } from "../../src/model/cosign-tag.ts";
import type { Descriptor } from "../../src/model/descriptor.ts";
import { BpError } from "../../src/model/error.ts";
import { predicateType } from "../../src/model/media-type.ts";
import type { Source, Store } from "../../src/oci/index.ts";
import { fetchAll, memoryStore } from "../../src/oci/index.ts";
import type { OwnSignatures, Signer } from "../../src/signing/index.ts";
import { findOwn } from "../../src/signing/index.ts";
import type { Published } from "./support.ts";
import {
  attachedParts,
  chart,
  newSigner,
  publish,
  put,
  putBundle,
  putLegacy,
  signAll,
  simplePart,
} from "./support.ts";

const types = [
  predicateType.cosignSign,
  predicateType.slsaProvenance,
  predicateType.cyclonedx,
  predicateType.spdx,
];

let signer: Signer;
let other: Signer;
let whole: Published;
beforeAll(async () => {
  signer = await newSigner("ours");
  other = await newSigner("theirs");
  whole = await publish("a chart", signer);
});

async function find(source: Source, subject: Descriptor, by: Signer): Promise<OwnSignatures> {
  const referrers = await source.referrers(subject);
  return findOwn({ source, subject, referrers, policy: by.policy });
}

async function bare(content: string): Promise<[Store, Descriptor]> {
  const store = memoryStore();
  const { manifest, descriptor } = chart(content);
  await put(store, descriptor, manifest);
  return [store, descriptor];
}

describe("on a whole artifact", () => {
  test("everything of the signer's is found, as it was made", async () => {
    const { store, subject, signed } = whole;
    const own = await find(store, subject, signer);
    expect([...own.attestations.keys()].toSorted()).toEqual(types.toSorted());
    for (const made of signed.attestations) {
      const found = own.attestations.get(made.predicateType);
      expect(Buffer.from(found?.bundle ?? [])).toEqual(Buffer.from(made.bundle));
      expect(Buffer.from(found?.envelope ?? [])).toEqual(Buffer.from(made.envelope));
      expect(found?.layer).toEqual(made.layer);
    }
    expect(own.attached).toEqual(new Set(types.slice(1)));
    expect(own.simple?.layer).toEqual(signed.simple.layer);
    expect([...own.bundles.keys()].toSorted()).toEqual(types.toSorted());
    const sboms = [...own.sboms].map(([type, bytes]) => [type, Buffer.from(bytes).toString()]);
    expect(sboms).toEqual([
      [predicateType.cyclonedx, expect.stringContaining('  "bomFormat": "CycloneDX"')],
      [predicateType.spdx, expect.stringContaining('  "spdxVersion": "SPDX-2.3"')],
    ]);
    for (const suffix of ["sig", "att"] as const) {
      const tagged = await store.resolve(cosignTag(subject.digest, suffix));
      const manifest = await fetchAll(store, tagged);
      expect(own[`${suffix}Manifest`]).toEqual(manifest);
    }
  });

  test("nothing is another signer's, but what is there is given to be kept", async () => {
    const own = await find(whole.store, whole.subject, other);
    expect(own.attestations.size + own.bundles.size + own.attached.size).toBe(0);
    expect(own.simple).toBeUndefined();
    expect(own.sigManifest).toBeInstanceOf(Uint8Array);
    expect(own.attManifest).toBeInstanceOf(Uint8Array);
  });
});

describe("on what a run that was cut short has left", () => {
  test("nothing is found where there is nothing", async () => {
    expect(await find(...(await bare("another")), signer)).toEqual({
      attestations: new Map(),
      sboms: new Map(),
      bundles: new Map(),
      attached: new Set(),
      simple: undefined,
      sigManifest: undefined,
      attManifest: undefined,
    });
  });

  test("a bundle gives the envelope for the .att, so that nothing is signed twice", async () => {
    const [store, subject] = await bare("another");
    const { attestations } = await signAll(subject.digest, signer);
    const [, provenance] = attestations;
    if (provenance === undefined) throw new Error("nothing signed");
    await putBundle(store, subject, provenance);
    const own = await find(store, subject, signer);
    expect(own.attestations.get(provenance.predicateType)?.layer).toEqual(provenance.layer);
    expect(own.attached.size).toBe(0);
  });

  test("the .att gives the bundle back, byte for byte", async () => {
    const [store, subject] = await bare("another");
    const signed = await signAll(subject.digest, signer);
    await putLegacy(store, subject, "att", attachedParts(signed));
    const own = await find(store, subject, signer);
    expect(own.bundles.size).toBe(0);
    for (const made of signed.attestations.slice(1)) {
      const bundle = own.attestations.get(made.predicateType)?.bundle;
      expect(Buffer.from(bundle ?? [])).toEqual(Buffer.from(made.bundle));
    }
  });

  test("what does not verify counts as not there", async () => {
    const [store, subject] = await bare("another");
    for (const stray of whole.signed.attestations) await putBundle(store, subject, stray);
    await putLegacy(store, subject, "sig", [simplePart(whole.signed)]);
    const own = await find(store, subject, signer);
    expect(own.attestations.size).toBe(0);
    expect(own.simple).toBeUndefined();
    expect(own.sigManifest).toBeInstanceOf(Uint8Array);
  });

  test("a listed referrer that is gone counts as not there", async () => {
    const { store, subject } = whole;
    const referrers = await store.referrers(subject);
    const [gone] = referrers;
    const source: Source = {
      resolve: (reference) => store.resolve(reference),
      fetch: (target) =>
        target.digest === gone?.digest
          ? Promise.reject(new BpError("NOT_FOUND", "gone"))
          : store.fetch(target),
      exists: (target) => store.exists(target),
      referrers: () => Promise.resolve(referrers),
      tags: () => store.tags(),
    };
    const own = await find(source, subject, signer);
    expect(own.bundles.size).toBe(types.length - 1);
  });

  test("a registry that cannot be asked is not an empty one", async () => {
    const { store, subject } = whole;
    const source: Source = {
      resolve: () => Promise.reject(new BpError("NETWORK", "cut")),
      fetch: (target) => store.fetch(target),
      exists: (target) => store.exists(target),
      referrers: () => store.referrers(subject),
      tags: () => store.tags(),
    };
    await expect(find(source, subject, signer)).rejects.toThrow(
      expect.objectContaining({ code: "NETWORK" }),
    );
  });
});
