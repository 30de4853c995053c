import { expect, test } from "vitest";

import { chartVerifier } from "../../../src/app/mirror/chart-verifier.ts";
import { isChart } from "../../../src/app/mirror/is-chart.ts";
import { spool } from "../../../src/cli/spool.ts";
import type { Descriptor } from "../../../src/model/descriptor.ts";
import { descriptorOf } from "../../../src/model/descriptor.ts";
import { mediaType } from "../../../src/model/media-type.ts";
import type { Store } from "../../../src/oci/index.ts";
import { bytesContent, memoryStore } from "../../../src/oci/index.ts";
import { newSigner } from "../support/publishing.ts";

const image = "application/vnd.oci.image.config.v1+json";
const layer = "application/vnd.oci.image.layer.v1.tar+gzip";

async function put(store: Store, type: string, value: object): Promise<Descriptor> {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: type, ...value }));
  const descriptor = descriptorOf(type, bytes);
  await store.push(descriptor, bytesContent(bytes));
  return descriptor;
}

interface Parts {
  readonly config: string;
  readonly layers: readonly string[];
  readonly refers?: boolean;
}

async function artifact(store: Store, { config, layers, refers }: Parts): Promise<Descriptor> {
  const blob = async (type: string): Promise<Descriptor> => {
    const bytes = Buffer.from(type);
    const descriptor = descriptorOf(type, bytes);
    await store.push(descriptor, bytesContent(bytes));
    return descriptor;
  };
  const subject = refers === true ? { subject: await blob(image) } : {};
  const value = { config: await blob(config), layers: await Promise.all(layers.map(blob)) };
  return put(store, mediaType.manifest, { ...value, ...subject });
}

const chart: Parts = { config: mediaType.helmConfig, layers: [mediaType.helmChart] };
const disguised: Parts = { config: image, layers: [layer, mediaType.helmChart] };
const manifests: Parts = { config: mediaType.fluxConfig, layers: [mediaType.fluxContent] };

test.each<[string, Parts, boolean]>([
  ["a chart", chart, true],
  ["a chart under an image's config, which Flux would take", disguised, true],
  ["an image", { config: image, layers: [layer] }, false],
  ["manifests for Flux", manifests, true],
  ["manifests under an image's config", { ...manifests, config: image }, true],
  ["compositions, which refer to their chart", { ...manifests, refers: true }, false],
])("%s", async (_, parts, expected) => {
  const store = memoryStore();
  const { digest } = await artifact(store, parts);
  expect(await isChart(store, digest)).toBe(expected);
});

test.each([
  ["a chart in an index", disguised, 1, true],
  ["images in an index", { config: image, layers: [layer] }, 1, false],
  ["an index deeper than any tool writes one", { config: image, layers: [layer] }, 3, true],
])("%s", async (_, parts, depth, expected) => {
  const store = memoryStore();
  let found = await artifact(store, parts);
  for (let left = depth; left > 0; left -= 1)
    found = await put(store, mediaType.index, { manifests: [found] });
  expect(await isChart(store, found.digest)).toBe(expected);
});

test("an image in the place of a chart is held to the policy, and fails it", async () => {
  const store = memoryStore();
  const { digest } = await artifact(store, { config: image, layers: [layer] });
  const { policy } = await newSigner();
  const verify = chartVerifier({ policies: [policy] }, spool);
  const target = { kind: "registry", host: "registry.test", path: "charts/bp-a" } as const;
  const reference = { target, tag: "1.0.0", digest };
  await expect(verify(store, reference)).resolves.toBeUndefined();
  await expect(verify(store, reference, true)).rejects.toMatchObject({
    code: "VERIFICATION",
    message: expect.stringContaining("it does not verify: manifest:"),
  });
});
