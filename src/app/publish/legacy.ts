import { legacyManifest } from "../../artifact/index.ts";
import { cosignTag } from "../../model/cosign-tag.ts";
import type { Descriptor } from "../../model/descriptor.ts";
import { isBpError } from "../../model/error.ts";
import { bytesContent } from "../../oci/index.ts";
import type { Store } from "../../oci/index.ts";
import type { OwnSignatures } from "../../signing/index.ts";
import type { Signatures } from "./attestations.ts";

/**
 * Writes `.att`, then `.sig` (interop §2.2, §2.3), beside the layers of other signers. A registry whose tags cannot be
 * moved may refuse: the bundles stand without them, so that is a warning and not a failure.
 * @returns the warnings
 */
export async function pushLegacy(
  store: Store,
  subject: Descriptor,
  { attestations, simple }: Signatures,
  own: OwnSignatures | undefined,
): Promise<readonly string[]> {
  const envelopes = attestations.slice(1);
  const att = {
    tag: cosignTag(subject.digest, "att"),
    blobs: envelopes.map(({ layer, envelope }) => ({ layer, bytes: envelope })),
    existing: own?.attManifest,
  };
  const sig = {
    tag: cosignTag(subject.digest, "sig"),
    blobs: [{ layer: simple.layer, bytes: simple.payload }],
    existing: own?.sigManifest,
  };
  const warnings = [await pushTag(store, att), await pushTag(store, sig)];
  return warnings.filter((warning) => warning !== undefined);
}

interface LegacyTag {
  readonly tag: string;
  readonly blobs: readonly { readonly layer: Descriptor; readonly bytes: Uint8Array }[];
  readonly existing: Uint8Array | undefined;
}

async function pushTag(
  store: Store,
  { tag, blobs, existing }: LegacyTag,
): Promise<string | undefined> {
  const manifest = legacyManifest({
    layers: blobs.map(({ layer }) => layer),
    ...(existing === undefined ? {} : { existing }),
  });
  if (!manifest.changed) return undefined;
  await Promise.all([
    ...blobs.map(({ layer, bytes }) => store.push(layer, bytesContent(bytes))),
    store.push(manifest.config, bytesContent(manifest.configBytes)),
  ]);
  try {
    await store.push(manifest.descriptor, bytesContent(manifest.manifest));
    await store.tag(manifest.descriptor, tag);
    return undefined;
  } catch (error) {
    if (existing === undefined || !isRefusal(error)) throw error;
    return `the registry does not let the tag ${tag} move: ${error.message}`;
  }
}

function isRefusal(error: unknown): error is Error {
  if (!isBpError(error)) return false;
  return [400, 403, 405, 409, 412].includes(Number(error.details["status"]));
}
