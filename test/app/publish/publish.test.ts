import { beforeAll, describe, expect, test } from "vitest";

import { BpError } from "../../../src/model/error.ts";
import { mediaType } from "../../../src/model/media-type.ts";
import type { Store } from "../../../src/oci/index.ts";
import { parseManifest, readAll } from "../../../src/oci/index.ts";
import type { Signer } from "../../../src/signing/index.ts";
import { chartOnly, unit } from "../../support/workspace.ts";
import {
  memoryRegistry,
  newSigner,
  publishAll,
  repository,
  statuses,
} from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";

let signer: Signer;
beforeAll(async () => {
  signer = await newSigner();
});

describe("publish", () => {
  test("puts an artifact under its version's tag, whole", async () => {
    const registry = memoryRegistry();
    const report = await publishAll(await sourceOf(unit("products/shop")), registry, signer);
    expect(report).toMatchObject({
      ok: true,
      exitCode: 0,
      dryRun: false,
      target: "registry.test/charts",
    });
    const [artifact] = report.artifacts;
    expect(artifact).toMatchObject({
      name: "bp-shop",
      reference: "registry.test/charts/bp-shop:1.0.0",
      status: "published",
      signatures: 2,
      attestations: 6,
      referrers: 7,
      requests: 7,
      notes: [],
    });
    expect(report.summary).toMatchObject({ published: 1, failed: 0 });
    const store = registry.open(repository("bp-shop"));
    const subject = await store.resolve("1.0.0");
    expect(subject.digest).toBe(artifact?.digest);
    const hex = subject.digest.slice("sha256:".length);
    expect(await store.tags()).toEqual(["1.0.0", `sha256-${hex}.att`, `sha256-${hex}.sig`]);
    const manifest = parseManifest(
      await readAll(await store.fetch(subject), subject.size),
      subject.digest,
    );
    expect(manifest.layers.map((layer) => layer.mediaType)).toEqual([mediaType.helmChart]);
  });

  test("the same again is unchanged", async () => {
    const registry = memoryRegistry();
    const files = unit("products/shop");
    const first = await publishAll(await sourceOf(files), registry, signer);
    const again = await publishAll(await sourceOf(files), registry, signer);
    expect(statuses(again)).toEqual({ "bp-shop": "unchanged" });
    expect(again.artifacts[0]?.digest).toBe(first.artifacts[0]?.digest);
    const checked = await publishAll(await sourceOf(files), registry, signer, { checkAll: true });
    expect(statuses(checked)).toEqual({ "bp-shop": "unchanged" });
  });

  test("a dry run has the digests of the real one and writes nothing", async () => {
    const registry = memoryRegistry();
    const source = await sourceOf(unit("products/shop"));
    const dry = await publishAll(source, registry, undefined);
    expect(dry).toMatchObject({ ok: true, dryRun: true, summary: { planned: 1 } });
    expect(await registry.open(repository("bp-shop")).tags()).toEqual([]);
    const real = await publishAll(source, registry, signer);
    expect(real.artifacts[0]?.digest).toBe(dry.artifacts[0]?.digest);
  });

  test("other bytes under a published version are a conflict that names the files", async () => {
    const registry = memoryRegistry();
    await publishAll(await sourceOf(unit("products/shop")), registry, signer);
    const store = registry.open(repository("bp-shop"));
    const before = await store.resolve("1.0.0");
    const files = unit("products/shop", { data: "two" });
    const text = files["products/shop/blueprint.yaml"] ?? "";
    const changed = { ...files, "products/shop/blueprint.yaml": text.replace("a test", "all") };
    const report = await publishAll(await sourceOf(changed), registry, signer);
    expect([report.exitCode, statuses(report)]).toEqual([4, { "bp-shop": "conflict" }]);
    expect(report.artifacts[0]?.differences).toEqual([
      { path: "blueprint.yaml", change: "changed" },
      { path: "templates/config.yaml", change: "changed" },
    ]);
    expect(await store.resolve("1.0.0")).toEqual(before);
  });

  test("an artifact that another key signed is left alone", async () => {
    const registry = memoryRegistry();
    const source = await sourceOf(unit("products/shop"));
    await publishAll(source, registry, signer);
    const report = await publishAll(source, registry, await newSigner());
    expect([report.exitCode, statuses(report)]).toEqual([1, { "bp-shop": "failed" }]);
    expect(report.artifacts[0]?.error).toMatchObject({ code: "VERIFICATION" });
    expect(report.artifacts[0]?.error?.message).toMatch(/signed by another key or identity$/u);
  });

  test("a referrer that was lost is put back, and the tag stays", async () => {
    const registry = memoryRegistry();
    const source = await sourceOf(unit("products/shop"));
    const whole = await publishAll(source, registry, signer);
    const hidden = memoryRegistry();
    const store = registry.open(repository("bp-shop"));
    const forgetful = withoutReferrers(store, mediaType.cyclonedx);
    const report = await publishAll(source, { ...hidden, open: () => forgetful }, signer);
    expect(statuses(report)).toEqual({ "bp-shop": "repaired" });
    expect(report.artifacts[0]?.digest).toBe(whole.artifacts[0]?.digest);
  });
});

/** A store whose listing leaves out one kind of referrer until something is linked. */
function withoutReferrers(store: Store, artifactType: string): Store {
  let linked = false;
  return overridden(store, {
    linkReferrers: async () => {
      linked = true;
    },
    referrers: async (subject) => {
      const all = await store.referrers(subject);
      return linked ? all : all.filter((one) => one.artifactType !== artifactType);
    },
  });
}

function overridden(store: Store, methods: Partial<Store>): Store {
  return new Proxy(store, {
    get: (real, name: keyof Store) => methods[name] ?? real[name]?.bind(real),
  });
}

function away(): never {
  throw new BpError("NETWORK", "the registry is away");
}

describe("what stands in the way", () => {
  test("a finding at error severity fails its blueprint with its place", async () => {
    const source = await sourceOf({
      ...unit("products/shop", { version: "1.0" }),
      ...unit("products/site"),
    });
    const report = await publishAll(source, memoryRegistry(), signer);
    expect([report.exitCode, statuses(report)]).toEqual([
      1,
      { "bp-shop": "failed", "bp-site": "published" },
    ]);
    expect(report.artifacts[0]?.error?.message).toMatch(
      /^products\/shop\/\S+:\d+:\d+: .+\(BP\d{3}\)/u,
    );
  });

  test("what depends on a failure is blocked, to the end of the chain", async () => {
    const source = await sourceOf({
      ...unit("platform/base", { version: "1.0" }),
      ...unit("products/shop", { depends: { base: "*" } }),
      ...unit("products/site", { depends: { shop: "^1.0.0" } }),
      ...unit("products/other"),
    });
    const findings = publishAll(source, memoryRegistry(), signer);
    expect(statuses(await findings)).toEqual({
      "bp-base": "failed",
      "bp-other": "published",
      "bp-shop": "blocked",
      "bp-site": "blocked",
    });
    const shop = (await findings).artifacts.find(({ name }) => name === "bp-shop");
    expect(shop?.error).toEqual({
      code: "BLOCKED",
      message: "not begun: platform/base did not succeed",
    });
  });

  test("a chart without a blueprint.yaml is published, and that is said", async () => {
    const registry = memoryRegistry();
    const report = await publishAll(await sourceOf(chartOnly("products/bare")), registry, signer);
    expect(report.artifacts[0]).toMatchObject({ status: "published", referrers: 6 });
    expect(report.artifacts[0]?.notes).toEqual([
      "published without a blueprint document: there is no blueprint.yaml",
    ]);
  });

  test("an interrupted run begins nothing and can be run again", async () => {
    const controller = new AbortController();
    controller.abort();
    const registry = memoryRegistry();
    const source = await sourceOf(unit("products/shop"));
    const report = await publishAll(source, registry, signer, { interrupted: controller.signal });
    expect([report.exitCode, statuses(report)]).toEqual([130, { "bp-shop": "blocked" }]);
    expect(await registry.open(repository("bp-shop")).tags()).toEqual([]);
  });

  test.each([
    ["before anything was written", 75, ["resolve"]],
    ["once something was written", 5, ["tag", "pushTagged"]],
  ] as const)("a registry that is away %s ends with %i", async (_, code, methods) => {
    const registry = memoryRegistry((store) =>
      overridden(store, Object.fromEntries(methods.map((name) => [name, away]))),
    );
    const report = await publishAll(await sourceOf(unit("products/shop")), registry, signer);
    expect([report.exitCode, statuses(report)]).toEqual([code, { "bp-shop": "failed" }]);
  });
});
