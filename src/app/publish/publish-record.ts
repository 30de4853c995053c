import { bundleReferrer, emptyConfig, recordArtifact } from "../../artifact/index.ts";
import { descriptorOf } from "../../model/descriptor.ts";
import { mediaType } from "../../model/media-type.ts";
import type { Target } from "../../model/reference.ts";
import { formatReference, repositoryIn } from "../../model/reference.ts";
import { bytesContent } from "../../oci/index.ts";
import type { Store } from "../../oci/index.ts";
import { attest, signStatement } from "../../signing/index.ts";
import type { Signer } from "../../signing/index.ts";
import { pushBlobs } from "./blob.ts";
import type { ReleaseRecord } from "./release-record.ts";
import { recordText } from "./release-record.ts";

/** The repository of release records, beside those of the blueprints. */
const repository = "releases";

/**
 * Publishes a release record, signed, in the order of an artifact: the tag comes last. Its tag is made of the commit and
 * of its own bytes, so that no two runs share one.
 * @returns its reference
 * @throws BpError as the store and the signer do
 */
export async function publishRecord(
  record: ReleaseRecord,
  signer: Signer,
  { target, open }: { readonly target: Target; readonly open: (target: Target) => Store },
): Promise<string> {
  const bytes = new TextEncoder().encode(recordText(record));
  const { manifest, descriptor, layer } = recordArtifact(bytes);
  const place = repositoryIn(target, repository);
  const store = open(place);
  const { bundle, predicateType } = await attest(signStatement(descriptor.digest), signer);
  const signature = bundleReferrer(bundle, predicateType, descriptor, signer.name);
  await pushBlobs(store, [
    emptyConfig,
    { descriptor: layer, bytes },
    { descriptor: descriptorOf(mediaType.bundle, bundle), bytes: bundle },
  ]);
  await store.push(descriptor, bytesContent(manifest));
  await store.push(signature.descriptor, bytesContent(signature.manifest));
  await store.linkReferrers(descriptor, [signature.descriptor]);
  await store.settle?.();
  const tag = tagOf(record, descriptor.digest);
  await store.tag(descriptor, tag);
  return formatReference({ target: place, tag, digest: undefined });
}

function tagOf({ source }: ReleaseRecord, digest: string): string {
  const commit = source?.commit.slice(0, 12) ?? "uncommitted";
  return `${commit}-${digest.slice("sha256:".length, "sha256:".length + 12)}`;
}
