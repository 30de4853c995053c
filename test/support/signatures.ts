import { expect } from "vitest";

import { cosignTag } from "../../src/model/cosign-tag.ts";
import type { Digest } from "../../src/model/digest.ts";
import { mediaType, predicateType } from "../../src/model/media-type.ts";
import type { StoredManifest } from "./stored.ts";
import { bundlesByType, countBy, getJson, oneOfEach } from "./stored.ts";

/**
 * Holds that what a consumer can reach from an artifact is one signature and one attestation of each kind, in both of
 * cosign's formats.
 */
export async function expectOneOfEach(
  host: string,
  repository: string,
  digest: Digest,
): Promise<void> {
  const listed = await referrers(host, repository, digest);
  expect(bundlesByType(listed.manifests ?? []), "bundles in the listing").toEqual(oneOfEach);
  const types = countBy((listed.manifests ?? []).map(({ artifactType }) => artifactType));
  expect(types, "referrers in the listing").toEqual({
    [mediaType.bundle]: 4,
    [mediaType.cyclonedx]: 1,
    [mediaType.spdx]: 1,
    [mediaType.blueprint]: 1,
  });
  const sig = await tagged(host, repository, cosignTag(digest, "sig"));
  expect(sig.layers?.length, ".sig layers").toBe(1);
  const att = await tagged(host, repository, cosignTag(digest, "att"));
  const held = (att.layers ?? []).map(({ annotations }) => annotations?.["predicateType"]);
  expect(countBy(held), ".att layers").toEqual({
    [predicateType.slsaProvenance]: 1,
    [predicateType.cyclonedx]: 1,
    [predicateType.spdx]: 1,
  });
}

/** By the API, else by the fallback tag. */
async function referrers(
  host: string,
  repository: string,
  digest: Digest,
): Promise<StoredManifest> {
  const listed = await getJson(host, `${repository}/referrers/${digest}`);
  return listed ?? tagged(host, repository, digest.replace(":", "-"));
}

async function tagged(host: string, repository: string, tag: string): Promise<StoredManifest> {
  const manifest = await getJson(host, `${repository}/manifests/${tag}`);
  if (manifest === undefined) throw new Error(`${repository} has no tag ${tag}`);
  return manifest;
}
