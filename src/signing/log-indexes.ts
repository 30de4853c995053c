import { parseJson } from "./strict-json.ts";

interface BundleShape {
  readonly verificationMaterial?: {
    readonly tlogEntries?: readonly { readonly logIndex?: string | number }[];
  };
}

/** Where transparency logs keep what a Sigstore bundle of ours carries: decimal numbers, as protojson writes them. */
export function logIndexes(bundle: Uint8Array): readonly string[] {
  const { verificationMaterial } = parseJson(bundle) as BundleShape;
  return (verificationMaterial?.tlogEntries ?? []).flatMap(({ logIndex }) =>
    logIndex === undefined ? [] : [String(logIndex)],
  );
}
