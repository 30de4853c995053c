import { createHmac } from "node:crypto";

import { beforeAll, describe, expect, test } from "vitest";

import { publishRecord } from "../../../src/app/publish/publish-record.ts";
import type { ReleaseRecord } from "../../../src/app/publish/release-record.ts";
import { recordText, releaseRecord } from "../../../src/app/publish/release-record.ts";
import { callWebhook } from "../../../src/app/publish/webhook.ts";
import { mediaType } from "../../../src/model/media-type.ts";
import { fetchAll, parseManifest } from "../../../src/oci/index.ts";
import type { ServiceRequest, Signer } from "../../../src/signing/index.ts";
import { verifySignatures } from "../../../src/signing/index.ts";
import { unit } from "../../support/workspace.ts";
import {
  memoryRegistry,
  newSigner,
  publishAll,
  repository,
  target,
} from "../support/publishing.ts";
import type { Registry } from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";

let signer: Signer;
beforeAll(async () => {
  signer = await newSigner();
});

const commit = "0123456789abcdef0123456789abcdef01234567";
const source = {
  commit,
  committed: new Date(0),
  repository: "https://git.example/charts",
  ref: "refs/heads/main",
  dirty: false,
};

async function recordOf(registry: Registry): Promise<ReleaseRecord> {
  const report = await publishAll(await sourceOf(unit("products/shop")), registry, signer);
  return releaseRecord({
    report,
    facts: { tool: { name: "bp", version: "1.2.3" }, source, environment: {} },
    signer: signer.name,
    started: new Date(0),
    ended: new Date(1500),
  });
}

describe("a release record", () => {
  test("says what was published, from what, by whom and when", async () => {
    const record = await recordOf(memoryRegistry());
    const { committed: _, ...told } = source;
    expect(record).toMatchObject({
      schemaVersion: 1,
      tool: { name: "bp", version: "1.2.3" },
      source: told,
      target: "registry.test/charts",
      signer: signer.name,
      startedAt: "1970-01-01T00:00:00.000Z",
      endedAt: "1970-01-01T00:00:01.500Z",
      ok: true,
      artifacts: [{ name: "bp-shop", version: "1.0.0", status: "published", wave: 0 }],
    });
    const statements = record.artifacts[0]?.statements ?? [];
    expect(statements.map(({ predicateType, logIndexes }) => [predicateType, logIndexes])).toEqual([
      ["https://sigstore.dev/cosign/sign/v1", []],
      ["https://slsa.dev/provenance/v1", []],
      ["https://cyclonedx.org/bom", []],
      ["https://spdx.dev/Document", []],
    ]);
  });

  test("names the manifests that carry the signatures", async () => {
    const registry = memoryRegistry();
    const [artifact] = (await recordOf(registry)).artifacts;
    const store = registry.open(repository("bp-shop"));
    const listed = await store.referrers(await store.resolve("1.0.0"), mediaType.bundle);
    expect(artifact?.statements.map(({ referrer }) => referrer).toSorted()).toEqual(
      listed.map(({ digest }) => digest).toSorted(),
    );
  });

  test("is an artifact of its own, signed, under a tag of its commit and bytes", async () => {
    const registry = memoryRegistry();
    const record = await recordOf(registry);
    const reference = await publishRecord(record, signer, { target, open: registry.open });
    const store = registry.open(repository("releases"));
    const [tag = ""] = await store.tags();
    expect(reference).toBe(`registry.test/charts/releases:${tag}`);
    const subject = await store.resolve(tag);
    expect(tag).toBe(`${commit.slice(0, 12)}-${subject.digest.slice(7, 19)}`);
    const manifest = parseManifest(await fetchAll(store, subject), subject.digest);
    expect(manifest.artifactType).toBe(mediaType.release);
    const [layer] = manifest.layers;
    expect(layer?.annotations).toEqual({ "org.opencontainers.image.title": "release.json" });
    const text = layer && (await fetchAll(store, layer));
    expect(Buffer.from(text ?? []).toString()).toBe(recordText(record));
    const listed = await store.referrers(subject);
    expect(listed.map(({ artifactType }) => artifactType)).toEqual([mediaType.bundle]);
    const { checks } = await verifySignatures({ source: store, subject, policy: signer.policy });
    expect(checks.find(({ name }) => name === "signature-bundle")?.ok).toBe(true);
    const again = await publishRecord(record, signer, { target, open: registry.open });
    expect(again).toBe(reference);
  });
});

/** What a webhook that answers so was sent. */
async function called(status: number, secret?: string): Promise<ServiceRequest | undefined> {
  let seen: ServiceRequest | undefined;
  const record = await recordOf(memoryRegistry());
  await callWebhook({ url: "https://hook.example/x?token=hidden", secret }, record, async (one) => {
    seen = one;
    return { status, headers: {}, body: new Uint8Array() };
  });
  expect(Buffer.from(seen?.body ?? []).toString()).toBe(recordText(record));
  return seen;
}

const taking = async () => ({ status: 200, headers: {}, body: new Uint8Array() });

describe("a webhook", () => {
  test("gets the record, signed where there is a secret", async () => {
    const plain = await called(204);
    expect(plain).toMatchObject({ method: "POST", headers: { "x-bp-event": "release" } });
    expect(plain?.headers).not.toHaveProperty("x-bp-signature-256");
    const signed = await called(200, "s");
    const mac = createHmac("sha256", "s")
      .update(signed?.body ?? "")
      .digest("hex");
    expect(signed?.headers["x-bp-signature-256"]).toBe(`sha256=${mac}`);
  });

  test("that refuses is told of by its host alone", async () => {
    await expect(called(500)).rejects.toThrow(/^the webhook at hook\.example answers 500$/u);
  });

  test.each(["x", "ftp://x.example/"])("%s is none", async (url) => {
    const record = await recordOf(memoryRegistry());
    await expect(callWebhook({ url, secret: undefined }, record, taking)).rejects.toMatchObject({
      code: "USAGE",
    });
  });
});
