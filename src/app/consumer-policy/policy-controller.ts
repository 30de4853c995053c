import type { JsonObject } from "../../model/json.ts";
import { predicateType } from "../../model/media-type.ts";
import type { ConsumerPolicy, Signed } from "./consumer.ts";
import { nameOf, publicLog, repositoryOf } from "./consumer.ts";
import { identityFields } from "./identity.ts";

const authorityName = "signer";

/**
 * A ClusterImagePolicy of sigstore's policy-controller. It takes a signature from `.sig`; of bundles it takes
 * attestations alone, so where only the bundles hold it asks for the provenance.
 */
export function policyControllerPolicy(signed: Signed): ConsumerPolicy {
  const { policy, formats, isOwnRoot } = signed;
  const bundleAlone = !formats.legacy;
  const authority: JsonObject = {
    name: authorityName,
    ...(bundleAlone
      ? {
          signatureFormat: "bundle",
          attestations: [{ name: "provenance", predicateType: predicateType.slsaProvenance }],
        }
      : {}),
    ...signerOf(signed),
  };
  return {
    documents: [
      {
        apiVersion: "policy.sigstore.dev/v1beta1",
        kind: "ClusterImagePolicy",
        metadata: { name: `verify-${nameOf(signed)}` },
        spec: { images: [{ glob: `${repositoryOf(signed)}**` }], authorities: [authority] },
      },
    ],
    notes: [
      "policy-controller looks at what pods run: for a chart, hold it with `policy-tester --policy FILE --image REFERENCE`",
      ...(bundleAlone ? ["signatureFormat: bundle takes policy-controller 0.13 or later"] : []),
      ...(isOwnRoot && policy.$case === "identity"
        ? [
            "it trusts the public Sigstore: a Sigstore of one's own takes a TrustRoot, and its name as trustRootRef",
          ]
        : []),
    ],
  };
}

function signerOf({ policy }: Signed): JsonObject {
  if (policy.$case === "publicKey")
    return { key: { data: policy.publicKey, hashAlgorithm: "sha256" } };
  return {
    keyless: { url: "https://fulcio.sigstore.dev", identities: [identityFields(policy)] },
    ctlog: { url: publicLog },
  };
}
