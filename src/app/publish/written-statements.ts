import { logIndexes } from "../../signing/index.ts";
import type { Attestation } from "../../signing/index.ts";
import type { Referrer } from "./referrers.ts";
import type { WrittenStatement } from "./report.ts";

/** What was signed, with the manifests that carry it, in the same order. */
export function writtenStatements(
  attestations: readonly Attestation[],
  bundles: readonly Referrer[],
): readonly WrittenStatement[] {
  return attestations.flatMap(({ predicateType, bundle }, at) => {
    const referrer = bundles[at]?.manifest.descriptor.digest;
    return referrer === undefined
      ? []
      : [{ predicateType, referrer, logIndexes: logIndexes(bundle) }];
  });
}
