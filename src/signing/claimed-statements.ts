import type { Descriptor } from "../model/descriptor.ts";
import type { Source } from "../oci/index.ts";
import { bundleCandidates } from "./bundle-candidates.ts";
import { attachedCandidates } from "./legacy-candidates.ts";
import { readLegacyTag } from "./legacy-layers.ts";
import type { Trust } from "./trust.ts";
import type { VerifiedStatement } from "./verify-bundle.ts";

/** Who asks nobody: what it lets pass is said by whoever may write to the store. */
const nobody: Trust = {
  signer: "nobody that was asked",
  key: undefined,
  bundle: () => undefined,
  layer: () => undefined,
};

/**
 * What is said of a subject, in bundles and in `.att`, whoever says it: no signature is looked at.
 * @throws BpError where the store cannot be asked
 */
export async function claimedStatements(
  source: Source,
  subject: Descriptor,
): Promise<readonly VerifiedStatement[]> {
  const asked = { source, subject, trust: nobody };
  const [bundles, attached] = await Promise.all([
    source.referrers(subject).then((listed) => bundleCandidates(asked, listed)),
    readLegacyTag(asked, "att").then((tag) => attachedCandidates(asked, tag)),
  ]);
  return [...bundles, ...attached].flatMap(({ verified }) => verified ?? []);
}
