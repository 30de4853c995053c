import type { Format, PredicateName } from "./cosign.ts";
import { PREDICATES } from "./cosign.ts";
import type { Descriptor } from "./oci-read.ts";
import { readManifest, readReferrers } from "./oci-read.ts";

/** The digests of the blobs in which a verifier finds what was signed over one chart. */
export interface SignedBlobs {
  /** Bundles by their predicate type. */
  readonly bundles: ReadonlyMap<string, string>;
  /** The payloads of `.sig`. */
  readonly signatures: readonly string[];
  /** The envelopes of `.att` by their predicate type. */
  readonly envelopes: ReadonlyMap<string, string>;
}

const BUNDLE_PREDICATE = "dev.sigstore.bundle.predicateType";

export async function signedBlobs(repository: string, digest: string): Promise<SignedBlobs> {
  const tag = digest.replace(":", "-");
  const [referrers, signatures, envelopes] = await Promise.all([
    readReferrers(repository, digest),
    layers(repository, `${tag}.sig`),
    layers(repository, `${tag}.att`),
  ]);
  const bundles = new Map<string, string>();
  for (const { manifest } of referrers) {
    const predicate = manifest.annotations?.[BUNDLE_PREDICATE];
    const layer = manifest.layers?.[0];
    if (predicate !== undefined && layer) bundles.set(predicate, layer.digest);
  }
  return {
    bundles,
    signatures: signatures.map((layer) => layer.digest),
    envelopes: new Map(
      envelopes.map((layer) => [layer.annotations?.["predicateType"] ?? "", layer.digest]),
    ),
  };
}

async function layers(repository: string, tag: string): Promise<readonly Descriptor[]> {
  return (await readManifest(repository, tag))?.manifest.layers ?? [];
}

/** What a verifier of that format reads for the signature, or for one attestation. */
export function blobsRead(
  blobs: SignedBlobs,
  format: Format,
  predicate?: PredicateName,
): readonly string[] {
  const attested = format === "bundle" ? blobs.bundles : blobs.envelopes;
  if (predicate) return [attested.get(PREDICATES[predicate]) ?? ""].filter(Boolean);
  // Any bundle of the right key is as good as the signature, so all of them have to break.
  return format === "bundle" ? [...blobs.bundles.values()] : blobs.signatures;
}
