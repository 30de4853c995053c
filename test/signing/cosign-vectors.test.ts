import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { cosignTag } from "../../src/model/cosign-tag.ts";
import type { Descriptor } from "../../src/model/descriptor.ts";
import { descriptorOf } from "../../src/model/descriptor.ts";
import { mediaType } from "../../src/model/media-type.ts";
import type { Store } from "../../src/oci/index.ts";
import { memoryStore } from "../../src/oci/index.ts";
import type { Check } from "../../src/signing/index.ts";
import { verifySignatures } from "../../src/signing/index.ts";
import { golden, goldenText, put } from "./support.ts";

const policy = { $case: "publicKey", publicKey: goldenText("cosign.pub") } as const;

test.each([
  ["2.4.3-legacy", "2.6.5-bundle"],
  ["3.1.3-legacy", "3.1.3-bundle"],
])("what the real cosign signed in %s and %s passes every check of it", async (...folders) => {
  const [source, subject] = await cosigned(folders);
  const { checks } = await verifySignatures({ source, subject, policy });
  expect(failed(checks)).toEqual(["spdx-bundle", "spdx-legacy"]);
  for (const { name, detail } of checks)
    if (name.startsWith("spdx")) expect(detail).toMatch(/^there is no/u);
});

test("in the first format alone it lacks the bundles", async () => {
  const [source, subject] = await cosigned(["2.4.3-legacy"]);
  const { checks } = await verifySignatures({ source, subject, policy });
  expect(failed(checks)).toEqual([
    "signature-bundle",
    "provenance-bundle",
    "sbom-bundle",
    "spdx-bundle",
    "spdx-legacy",
  ]);
});

/** Among the vectors is no attestation in SPDX. */
function failed(checks: readonly Check[]): readonly string[] {
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

async function cosigned(folders: readonly string[]): Promise<[Store, Descriptor]> {
  const store = memoryStore();
  const manifest = readFileSync(join(golden, "subject.manifest.json"));
  const subject = descriptorOf(mediaType.manifest, manifest);
  await put(store, subject, manifest);
  for (const folder of folders) {
    for (const name of readdirSync(join(golden, folder)).toSorted()) {
      await putFile(store, subject, join(golden, folder), name);
    }
  }
  return [store, subject];
}

async function putFile(
  store: Store,
  subject: Descriptor,
  folder: string,
  name: string,
): Promise<void> {
  const data = readFileSync(join(folder, name));
  const isManifest = name.endsWith(".manifest.json");
  const type = isManifest ? mediaType.manifest : "application/octet-stream";
  const descriptor = descriptorOf(type, data);
  await put(store, descriptor, data);
  const [suffix] = name.split(".");
  if (isManifest && (suffix === "sig" || suffix === "att")) {
    await store.tag(descriptor, cosignTag(subject.digest, suffix));
  }
}
