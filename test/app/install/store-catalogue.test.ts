import { expect, test } from "vitest";

import type { Catalogue } from "../../../src/app/install/catalogue.ts";
import { planInstall } from "../../../src/app/install/plan-install.ts";
import { storeCatalogue } from "../../../src/app/install/store-catalogue.ts";
import { mediaType } from "../../../src/model/media-type.ts";
import { formatTarget } from "../../../src/model/reference.ts";
import type { Store } from "../../../src/oci/index.ts";
import { compositions } from "../../support/compositions.ts";
import { chartOnly, unit } from "../../support/workspace.ts";
import type { Registry } from "../support/publishing.ts";
import { memoryRegistry, newSigner, publishAll, target } from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";
import { wish } from "./support.ts";

const signer = await newSigner();

async function published(
  ...versions: readonly Readonly<Record<string, string>>[]
): Promise<Registry> {
  const registry = memoryRegistry();
  for (const files of versions) {
    const { ok } = await publishAll(await sourceOf(files), registry, signer);
    expect(ok).toBe(true);
  }
  return registry;
}

function catalogue(registry: Registry, opened: string[] = []): Catalogue {
  return storeCatalogue({
    target,
    charts: new Map(),
    open: (repository) => {
      opened.push(formatTarget(repository));
      return registry.open(repository);
    },
  });
}

test("the newest of what is published, with its digest, and an older one where that is wanted", async () => {
  const registry = await published(
    unit("products/db", { version: "1.0.0" }),
    unit("products/db", { version: "1.2.0" }),
    unit("products/db", { version: "2.0.0-rc.1" }),
    {
      ...unit("products/db", { version: "1.1.0" }),
      ...unit("products/shop", { depends: { "bp-db": "^1.0.0" } }),
    },
    {
      ...unit("products/db", { version: "1.1.0" }),
      ...unit("products/old", { depends: { db: "<1.2" } }),
    },
  );
  const shelf = catalogue(registry);
  expect(await shelf.versions("bp-db")).toEqual(["1.2.0", "1.1.0", "1.0.0", "2.0.0-rc.1"]);
  const chosen = async (name: string): Promise<unknown> => {
    const plan = await planInstall(wish(name), shelf);
    return plan.kind === "plan"
      ? plan.applications.map(({ blueprint, version, digest }) => [
          `${blueprint} ${version}`,
          digest?.startsWith("sha256:"),
        ])
      : plan;
  };
  expect(await chosen("bp-shop")).toEqual([
    ["bp-db 1.2.0", true],
    ["bp-shop 1.0.0", true],
  ]);
  expect(await chosen("bp-old")).toEqual([
    ["bp-db 1.1.0", true],
    ["bp-old 1.0.0", true],
  ]);
});

test("a chart without a document wants nothing", async () => {
  const registry = await published(chartOnly("products/bare"));
  const installable = await catalogue(registry).installable("bp-bare", "1.0.0");
  expect(installable).toMatchObject({ blueprint: undefined, depends: [], chart: "bp-bare" });
});

test("compositions are known by the digest of what Flux pulls, which must be there", async () => {
  const registry = await published({ ...unit("products/db"), ...compositions("products/db") });
  const store = registry.open({ ...target, path: `${target.path}/bp-db` });
  const chart = await store.resolve("1.0.0");
  const [beside] = await store.referrers(chart, mediaType.fluxConfig);
  const { compositions: digest } = await catalogue(registry).installable("bp-db", "1.0.0");
  expect(digest).toBe(beside?.digest);
  expect(
    (await catalogue(await published(unit("products/db"))).installable("bp-db", "1.0.0"))
      .compositions,
  ).toBeUndefined();
  const shelf = storeCatalogue({
    target,
    charts: new Map(),
    open: () =>
      new Proxy(store, {
        get: (real, name: keyof Store) =>
          name === "referrers"
            ? async (...[subject, type]: Parameters<Store["referrers"]>) =>
                (await store.referrers(subject, type)).filter(
                  (one) => one.digest !== beside?.digest,
                )
            : real[name]?.bind(real),
      }),
  });
  await expect(shelf.installable("bp-db", "1.0.0")).rejects.toMatchObject({
    code: "MATERIAL",
    message: expect.stringContaining("registry.test/charts/bp-db:1.0.0 lacks the compositions"),
  });
});

test("a document that is not there, or not the promised one, is an error that names it", async () => {
  const registry = await published(unit("products/db"));
  const shelf = storeCatalogue({
    target,
    charts: new Map(),
    open: (repository) => {
      const store = registry.open(repository);
      return {
        resolve: (reference) => store.resolve(reference),
        fetch: (descriptor) => store.fetch(descriptor),
        exists: (descriptor) => store.exists(descriptor),
        tags: () => store.tags(),
        referrers: async () => [],
      };
    },
  });
  await expect(shelf.installable("bp-db", "1.0.0")).rejects.toMatchObject({
    code: "MATERIAL",
    message: expect.stringMatching(
      /^registry\.test\/charts\/bp-db:1\.0\.0 lacks the blueprint document sha256:/u,
    ) as string,
  });
});

test("names of documents lead nowhere else", async () => {
  const opened: string[] = [];
  const shelf = catalogue(memoryRegistry(), opened);
  expect(await shelf.versions("bp-../../etc")).toEqual([]);
  expect(await shelf.versions("bp-a/b")).toEqual([]);
  expect(opened).toEqual([]);
});
