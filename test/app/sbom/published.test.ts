import { beforeAll, expect, test } from "vitest";

import type { ImageSearch } from "../../../src/app/sbom/render-images.ts";
import { mediaType } from "../../../src/model/media-type.ts";
import { sbomForms } from "../../../src/model/sbom-form.ts";
import type { Store } from "../../../src/oci/index.ts";
import { fetchAll, parseManifest } from "../../../src/oci/index.ts";
import type { Signer } from "../../../src/signing/index.ts";
import { unit } from "../../support/workspace.ts";
import type { Registry } from "../support/publishing.ts";
import {
  memoryRegistry,
  newSigner,
  publishAll,
  repository,
  statuses,
} from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";
import { noHelm, saying, searchBy } from "./support.ts";

let signer: Signer;
beforeAll(async () => {
  signer = await newSigner();
});

/** A Helm that is asked, and how often. */
function counted(): { readonly images: ImageSearch; readonly asked: () => number } {
  let asked = 0;
  const helm = saying(() => {
    asked += 1;
    return "";
  });
  return { images: searchBy(helm), asked: () => asked };
}

async function published(registry: Registry): Promise<readonly string[]> {
  const store = registry.open(repository("bp-shop"));
  const subject = await store.resolve("1.0.0");
  const documents = await Promise.all(
    sbomForms.map(async (form) => {
      const [referrer] = await store.referrers(subject, form.mediaType);
      if (referrer === undefined) throw new Error(`no ${form.name}`);
      const { layers } = parseManifest(await fetchAll(store, referrer), referrer.digest);
      const [layer] = layers;
      if (layer === undefined) throw new Error("no layer");
      return Buffer.from(await fetchAll(store, layer)).toString();
    }),
  );
  return documents;
}

test("what is published without Helm is unchanged with one, which nobody asks", async () => {
  const registry = memoryRegistry();
  const source = await sourceOf(unit("products/shop"));
  const first = await publishAll(source, registry, signer, { images: noHelm });
  expect(statuses(first)).toEqual({ "bp-shop": "published" });
  const before = await published(registry);
  for (const document of before) expect(document).toContain("there is no helm on PATH");
  const { images, asked } = counted();
  for (const checkAll of [false, true]) {
    const again = await publishAll(source, registry, signer, { images, checkAll });
    expect(again).toMatchObject({ exitCode: 0, summary: { unchanged: 1 } });
  }
  expect(asked()).toBe(0);
  expect(await published(registry)).toEqual(before);
});

test("the digest of a plan, of a publish by Helm and of one without are one", async () => {
  const source = await sourceOf(unit("products/shop"));
  const { images, asked } = counted();
  const planned = await publishAll(source, memoryRegistry(), undefined, { images });
  expect(asked()).toBe(0);
  const by = await publishAll(source, memoryRegistry(), signer, { images });
  expect(asked()).toBe(1);
  const without = await publishAll(source, memoryRegistry(), signer, { images: noHelm });
  const digests = [planned, by, without].map(({ artifacts }) => artifacts[0]?.digest);
  expect(new Set(digests).size).toBe(1);
});

test("a repair puts back what is attested, and asks no Helm", async () => {
  const registry = memoryRegistry();
  const source = await sourceOf(unit("products/shop"));
  await publishAll(source, registry, signer, { images: noHelm });
  const before = await published(registry);
  const { images, asked } = counted();
  const forgetful = { ...registry, open: () => withoutSpdx(registry.open(repository("bp-shop"))) };
  const again = await publishAll(source, forgetful, signer, { images });
  expect(statuses(again)).toEqual({ "bp-shop": "repaired" });
  expect(asked()).toBe(0);
  expect(await published(registry)).toEqual(before);
});

/** A store whose listing leaves out the bare SBOM in SPDX until something is linked. */
function withoutSpdx(store: Store): Store {
  let linked = false;
  const changed: Partial<Store> = {
    referrers: async (subject) => {
      const listed = await store.referrers(subject);
      return listed.filter(({ artifactType }) => linked || artifactType !== mediaType.spdx);
    },
    linkReferrers: async () => {
      linked = true;
    },
  };
  return new Proxy(store, {
    get: (whole, name) => {
      const own: unknown = Reflect.get(changed, name) ?? Reflect.get(whole, name);
      return typeof own === "function" ? own.bind(whole) : own;
    },
  });
}
