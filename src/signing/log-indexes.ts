import { parseJson } from "./strict-json.ts";

interface BundleShape {
  readonly verificationMaterial?: {
    readonly tlogEntries?: readonly {
      readonly logIndex?: string | number;
      readonly kindVersion?: { readonly version?: string };
    }[];
  };
}

/** Where transparency logs keep what a Sigstore bundle of ours carries: decimal numbers, as protojson writes them. */
export function logIndexes(bundle: Uint8Array): readonly string[] {
  const { verificationMaterial } = parseJson(bundle) as BundleShape;
  return (verificationMaterial?.tlogEntries ?? []).flatMap(({ logIndex }) =>
    logIndex === undefined ? [] : [String(logIndex)],
  );
}

/** True where every entry of a verified bundle is of Rekor's second API, which promises nothing that `.sig` could carry. */
export function isUnpromised(bundle: Uint8Array): boolean {
  const { verificationMaterial } = parseJson(bundle) as BundleShape;
  const entries = verificationMaterial?.tlogEntries ?? [];
  return entries.length > 0 && entries.every(({ kindVersion }) => kindVersion?.version === "0.0.2");
}
