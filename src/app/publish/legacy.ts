import { legacyManifest } from "../../artifact/index.ts";
import { cosignTag } from "../../model/cosign-tag.ts";
import type { Descriptor } from "../../model/descriptor.ts";
import { isBpError } from "../../model/error.ts";
import { bytesContent } from "../../oci/index.ts";
import type { Store } from "../../oci/index.ts";
import type { OwnSignatures } from "../../signing/index.ts";
import type { Signatures } from "./attestations.ts";
import type { Blob } from "./blob.ts";

/** A tag beside the artifact's, to be written, and what must be there before. */
export interface LegacyTag {
  readonly tag: string;
  readonly manifest: Blob;
  readonly blobs: readonly Blob[];
  /** There is such a tag already. */
  readonly moves: boolean;
}

/**
 * `.att`, then `.sig` (interop §2.2, §2.3), beside the layers of other signers; those that would not change are left
 * out, and both where bundles alone are signed.
 */
export function legacyTags(
  subject: Descriptor,
  { attestations, simple }: Signatures,
  own: OwnSignatures | undefined,
): readonly LegacyTag[] {
  if (simple === undefined) return [];
  // The same envelope made again out of its bundle need not be told in the same words.
  const envelopes = attestations
    .slice(1)
    .filter(({ predicateType }) => own?.attached.has(predicateType) !== true)
    .map(({ layer, envelope }) => ({ descriptor: layer, bytes: envelope }));
  const payload = { descriptor: simple.layer, bytes: simple.payload };
  return [
    ...legacyTag(cosignTag(subject.digest, "att"), envelopes, own?.attManifest),
    ...legacyTag(cosignTag(subject.digest, "sig"), [payload], own?.sigManifest),
  ];
}

function legacyTag(
  tag: string,
  layers: readonly Blob[],
  existing: Uint8Array | undefined,
): readonly LegacyTag[] {
  const made = legacyManifest({
    layers: layers.map(({ descriptor }) => descriptor),
    ...(existing === undefined ? {} : { existing }),
  });
  if (!made.changed) return [];
  const manifest = { descriptor: made.descriptor, bytes: made.manifest };
  const config = { descriptor: made.config, bytes: made.configBytes };
  return [{ tag, manifest, blobs: [...layers, config], moves: existing !== undefined }];
}

/**
 * Writes the tags, one after the other, their blobs being there. A registry whose tags cannot be moved may refuse: the
 * bundles stand without them, so that is a warning and not a failure.
 * @returns the warnings
 */
export async function pushLegacy(
  store: Store,
  tags: readonly LegacyTag[],
): Promise<readonly string[]> {
  const warnings: string[] = [];
  for (const one of tags) warnings.push(...(await pushTag(store, one)));
  return warnings;
}

async function pushTag(
  store: Store,
  { tag, manifest, moves }: LegacyTag,
): Promise<readonly string[]> {
  try {
    await store.pushTagged(manifest.descriptor, bytesContent(manifest.bytes), tag);
    return [];
  } catch (error) {
    if (!moves || !isRefusal(error)) throw error;
    return [`the registry does not let the tag ${tag} move: ${error.message}`];
  }
}

function isRefusal(error: unknown): error is Error {
  if (!isBpError(error)) return false;
  return [400, 403, 405, 409, 412].includes(Number(error.details["status"]));
}
