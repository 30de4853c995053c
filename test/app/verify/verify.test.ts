import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import type { VerifyReport } from "../../../src/app/verify/report.ts";
import { verify } from "../../../src/app/verify/verify.ts";
import { spool } from "../../../src/cli/spool.ts";
import type { Descriptor } from "../../../src/model/descriptor.ts";
import { descriptorOf } from "../../../src/model/descriptor.ts";
import { BpError } from "../../../src/model/error.ts";
import { annotation, mediaType } from "../../../src/model/media-type.ts";
import { bytesContent, parseManifest, readAll } from "../../../src/oci/index.ts";
import type { Store } from "../../../src/oci/index.ts";
import type { Signer } from "../../../src/signing/index.ts";
import { unit } from "../../support/workspace.ts";
import { memoryRegistry, newSigner, publishAll, repository } from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";

const names = [
  "manifest",
  "config",
  "chart",
  "contents",
  "referrers",
  "blueprint",
  "compositions",
  "signature-bundle",
  "signature-legacy",
  "provenance-bundle",
  "provenance-legacy",
  "sbom-bundle",
  "sbom-legacy",
  "spdx-bundle",
  "spdx-legacy",
  "foreign-bundle",
  "sbom",
  "provenance",
  "readers",
  "access",
];

let signer: Signer;
let store: Store;
let subject: Descriptor;

beforeAll(async () => {
  signer = await newSigner();
});

beforeEach(async () => {
  const registry = memoryRegistry();
  await publishAll(await sourceOf(unit("products/shop")), registry, signer);
  store = registry.open(repository("bp-shop"));
  subject = await store.resolve("1.0.0");
});

function check(
  reference: { readonly tag?: string; readonly digest?: Descriptor["digest"] },
  by: Signer = signer,
): Promise<VerifyReport> {
  const { tag, digest } = reference;
  return verify({
    reference: { target: repository("bp-shop"), tag, digest },
    open: () => store,
    policies: [by.policy],
    spool,
  });
}

function failed({ checks }: VerifyReport): readonly string[] {
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

async function manifestOf(descriptor: Descriptor): Promise<Record<string, unknown>> {
  const bytes = await readAll(await store.fetch(descriptor), descriptor.size);
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}

/** Pushes a manifest that differs from the published one, and tags it. */
async function replace(change: Readonly<Record<string, unknown>>, tag: string): Promise<void> {
  const bytes = Buffer.from(JSON.stringify({ ...(await manifestOf(subject)), ...change }));
  const descriptor = descriptorOf(mediaType.manifest, bytes);
  await store.push(descriptor, bytesContent(bytes));
  await store.tag(descriptor, tag);
}

async function pushBlob(text: string, type: string): Promise<Descriptor> {
  const bytes = Buffer.from(text);
  const descriptor = descriptorOf(type, bytes);
  await store.push(descriptor, bytesContent(bytes));
  return descriptor;
}

describe("verify", () => {
  test("passes what publish wrote, with always the same lines", async () => {
    const byTag = await check({ tag: "1.0.0" });
    expect(byTag).toMatchObject({ ok: true, exitCode: 0, command: "verify" });
    expect(byTag.checks.map(({ name }) => name)).toEqual(names);
    expect(byTag.subject).toEqual({
      reference: "registry.test/charts/bp-shop:1.0.0",
      digest: subject.digest,
    });
    expect(byTag.policy).toEqual({ kind: "key", hint: signer.name });
    const byDigest = await check({ digest: subject.digest });
    expect(byDigest.checks).toEqual(byTag.checks);
  });

  test("another key fails every signature, and nothing else", async () => {
    const report = await check({ tag: "1.0.0" }, await newSigner());
    expect([report.ok, report.exitCode]).toEqual([false, 1]);
    expect(failed(report)).toEqual(
      expect.arrayContaining(names.filter((name) => /-(?:bundle|legacy)$/u.test(name))),
    );
    expect(failed(report)).not.toContain("manifest");
    expect(failed(report)).not.toContain("contents");
  });

  test("a version under another version's tag is told", async () => {
    await store.tag(subject, "2.0.0");
    const report = await check({ tag: "2.0.0" });
    expect(failed(report)).toEqual(["config", "contents"]);
    expect(report.checks.find(({ name }) => name === "config")?.detail).toBe(
      "it is version 1.0.0 under the tag 2.0.0",
    );
  });

  test("what is no Helm chart fails at its manifest, and the rest is not run", async () => {
    const config = await pushBlob("{}", mediaType.imageConfig);
    await replace({ config }, "1.0.1");
    const report = await check({ tag: "1.0.1" });
    expect(failed(report).slice(0, 6)).toEqual([
      "manifest",
      "config",
      "chart",
      "contents",
      "blueprint",
      "compositions",
    ]);
    expect(report.checks[0]?.detail).toContain("this is no Helm chart");
    expect(report.checks[1]?.detail).toBe("not run: manifest failed");
  });

  test.each([
    ["a second layer", { layers: [] }, "manifest", "it has 0 layers, not one"],
    ["an artifactType", { artifactType: "a/b" }, "manifest", "it has an artifactType, a/b"],
    ["no annotations", { annotations: {} }, "config", "the manifest says nothing"],
  ])("%s fails %s", async (_, change, name, detail) => {
    await replace(change, "1.0.1");
    const report = await check({ tag: "1.0.1" });
    expect(report.checks.find((one) => one.name === name)).toMatchObject({ ok: false });
    expect(report.checks.find((one) => one.name === name)?.detail).toContain(detail);
  });

  test("a chart that is not what its config says fails", async () => {
    const { config, annotations } = parseManifest(
      await readAll(await store.fetch(subject), subject.size),
      subject.digest,
    );
    if (config === undefined) throw new Error("no config");
    const text = new TextDecoder().decode(await readAll(await store.fetch(config), config.size));
    const other = await pushBlob(text.replace("A chart", "The chart"), mediaType.helmConfig);
    await replace({ config: other, annotations }, "1.0.0");
    const report = await check({ tag: "1.0.0" });
    expect(report.checks.find(({ name }) => name === "contents")).toMatchObject({
      ok: false,
      detail: "its Chart.yaml is not what the config says",
    });
  });

  test("a promised blueprint document that is another fails", async () => {
    const { annotations } = (await manifestOf(subject)) as { annotations: object };
    const promised = `sha256:${"0".repeat(64)}`;
    await replace(
      { annotations: { ...annotations, [annotation.blueprintDigest]: promised } },
      "1.0.0",
    );
    const report = await check({ tag: "1.0.0" });
    expect(report.checks.find(({ name }) => name === "blueprint")).toMatchObject({
      ok: false,
      detail: `the document ${promised} is missing`,
    });
  });
});

describe("what is no verdict", () => {
  test("a repository alone is no artifact", async () => {
    await expect(check({})).rejects.toMatchObject({ code: "USAGE" });
  });

  test("a tag that is not there", async () => {
    await expect(check({ tag: "9.9.9" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("a policy without a public key, before the store is asked", async () => {
    const asked = new Proxy(store, {
      get: () => {
        throw new Error("asked");
      },
    });
    const run = verify({
      reference: { target: repository("bp-shop"), tag: "1.0.0", digest: undefined },
      open: () => asked,
      policies: [{ $case: "publicKey", publicKey: "no key" }],
      spool,
    });
    await expect(run).rejects.toMatchObject({ code: "BAD_KEY" });
  });

  test("a registry that is away goes on to the caller", async () => {
    const away = new Proxy(store, {
      get: (real, name: keyof Store) =>
        name === "fetch"
          ? () => Promise.reject(new BpError("NETWORK", "away"))
          : real[name]?.bind(real),
    });
    store = away;
    await expect(check({ tag: "1.0.0" })).rejects.toMatchObject({ code: "NETWORK" });
  });
});
