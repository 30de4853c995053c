import { beforeAll, describe, expect, test } from "vitest";

import { verify } from "../../../src/app/verify/verify.ts";
import { readTarGz } from "../../../src/archive/index.ts";
import { spool } from "../../../src/cli/spool.ts";
import { annotation, mediaType } from "../../../src/model/media-type.ts";
import type { Store } from "../../../src/oci/index.ts";
import { fetchAll, parseManifest } from "../../../src/oci/index.ts";
import type { Signer } from "../../../src/signing/index.ts";
import { kustomize, manifestFiles } from "../../support/kustomize.ts";
import { unit } from "../../support/workspace.ts";
import {
  memoryRegistry,
  newSigner,
  publishAll,
  repository,
  statuses,
} from "../support/publishing.ts";
import type { Registry } from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";

let signer: Signer;
beforeAll(async () => {
  signer = await newSigner();
});

const looked = { contents: true };
const guard = kustomize("platform/guard");

async function published(store: Store) {
  const subject = await store.resolve("1.0.0");
  return parseManifest(await fetchAll(store, subject), subject.digest);
}

function check(registry: Registry): ReturnType<typeof verify> {
  return verify({
    reference: { target: repository("bp-guard"), tag: "1.0.0", digest: undefined },
    open: (place) => registry.open(place),
    policies: [signer.policy],
    spool,
  });
}

describe("manifests for Kustomize", () => {
  test("are published as Flux has them, signed and attested as a chart is", async () => {
    const registry = memoryRegistry();
    const report = await publishAll(await sourceOf(guard, {}, looked), registry, signer);
    expect(report.artifacts[0]).toMatchObject({
      name: "bp-guard",
      version: "1.0.0",
      status: "published",
      signatures: 2,
      attestations: 6,
      referrers: 7,
    });
    const store = registry.open(repository("bp-guard"));
    const { config, layers, annotations, artifactType, mediaType: type } = await published(store);
    expect([type, artifactType]).toEqual([mediaType.manifest, undefined]);
    expect(config?.mediaType).toBe("application/vnd.cncf.flux.config.v1+json");
    expect(layers.map((layer) => layer.mediaType)).toEqual([
      "application/vnd.cncf.flux.content.v1.tar+gzip",
    ]);
    expect(annotations).toEqual({
      [annotation.title]: "bp-guard",
      [annotation.version]: "1.0.0",
      "org.opencontainers.image.description": "Manifests for a test.",
      [annotation.blueprintDigest]: expect.stringMatching(/^sha256:/u),
    });
    const [layer] = layers;
    const paths: string[] = [];
    if (layer !== undefined)
      for await (const entry of readTarGz(await store.fetch(layer), { name: "x", flat: true }))
        paths.push(entry.path);
    expect(paths).toEqual(Object.keys(manifestFiles()).toSorted());
  });

  test("verify, every check by its rule, and the SBOM lists images", async () => {
    const registry = memoryRegistry();
    await publishAll(await sourceOf(guard, {}, looked), registry, signer);
    const report = await check(registry);
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(report.checks.slice(1, 4)).toMatchObject([
      { name: "config", ruleId: "BP801", detail: "bp-guard 1.0.0" },
      { name: "archive", ruleId: "BP802" },
      { name: "contents", ruleId: "BP801", detail: "holds a base and the overlays prod" },
    ]);
    expect(report.checks.find(({ name }) => name === "sbom")?.detail).toBe(
      "components: 2 in CycloneDX, 2 in SPDX",
    );
  });

  test("the same again is unchanged; another overlay under the version is a conflict", async () => {
    const registry = memoryRegistry();
    await publishAll(await sourceOf(guard, {}, looked), registry, signer);
    const again = await publishAll(await sourceOf(guard, {}, looked), registry, signer);
    expect(statuses(again)).toEqual({ "bp-guard": "unchanged" });
    const other = kustomize("platform/guard", { replicas: 5 });
    const report = await publishAll(await sourceOf(other, {}, looked), registry, signer);
    expect(report.artifacts[0]).toMatchObject({
      status: "conflict",
      differences: [{ path: "overlays/prod/replicas.yaml", change: "changed" }],
    });
  });

  test("take their place in the waves beside charts", async () => {
    const files = {
      ...guard,
      ...unit("products/shop", { depends: { "bp-guard": "^1.0.0" } }),
    };
    const report = await publishAll(await sourceOf(files, {}, looked), memoryRegistry(), signer);
    expect(report.artifacts.map(({ name, wave, status }) => [name, wave, status])).toEqual([
      ["bp-guard", 0, "published"],
      ["bp-shop", 1, "published"],
    ]);
  });

  test("without a base nothing is published, and the reason says where", async () => {
    const { "platform/guard/manifests/base/kustomization.yaml": _gone, ...files } = guard;
    const report = await publishAll(await sourceOf(files), memoryRegistry(), signer);
    expect(report.artifacts[0]).toMatchObject({ status: "failed", error: { code: "MATERIAL" } });
    expect(report.artifacts[0]?.error?.message).toContain("platform/guard/manifests/base");
  });
});
