import { BpError } from "../../model/error.ts";
import type { JsonObject } from "../../model/json.ts";
import { predicateType } from "../../model/media-type.ts";
import type { TrustedAuthority, TrustedLog, TrustedServices } from "../../signing/index.ts";
import type { ConsumerPolicy, Signed } from "./consumer.ts";
import { nameOf, ownServices, publicLog, repositoryOf } from "./consumer.ts";
import { identityFields } from "./identity.ts";

const authorityName = "signer";
const rootName = "own-sigstore";

/**
 * A ClusterImagePolicy of sigstore's policy-controller. It takes a signature from `.sig`; of bundles it takes
 * attestations alone, so where only the bundles hold it asks for the provenance.
 * @throws BpError USAGE for bundles that it cannot hold
 */
export function policyControllerPolicy(signed: Signed): ConsumerPolicy {
  const { formats, isStamped } = signed;
  const bundleAlone = !formats.legacy;
  const own = ownServices(signed);
  if (bundleAlone) assertHeld(signed, own);
  const authority: JsonObject = {
    name: authorityName,
    ...(bundleAlone
      ? {
          signatureFormat: "bundle",
          attestations: [{ name: "provenance", predicateType: predicateType.slsaProvenance }],
          ...(isStamped ? { rfc3161timestamp: {} } : {}),
        }
      : {}),
    ...signerOf(signed, own),
  };
  const policy: JsonObject = {
    apiVersion: "policy.sigstore.dev/v1beta1",
    kind: "ClusterImagePolicy",
    metadata: { name: `verify-${nameOf(signed)}` },
    spec: { images: [{ glob: `${repositoryOf(signed)}**` }], authorities: [authority] },
  };
  const root = own === undefined ? "" : " --trustroot FILE";
  return {
    documents: [...(own === undefined ? [] : [trustRoot(own)]), policy],
    notes: [
      `policy-controller looks at what pods run: for a chart, hold it with \`policy-tester --policy FILE${root} --image REFERENCE\``,
      ...(bundleAlone ? ["signatureFormat: bundle takes policy-controller 0.13 or later"] : []),
    ],
  };
}

/** As 0.13 has it: its bundles are for identities, and the keys of a TrustRoot do not reach them. @throws BpError USAGE */
function assertHeld({ policy }: Signed, own: TrustedServices | undefined): void {
  const why =
    policy.$case === "publicKey"
      ? "policy-controller reads bundles by an identity alone, and this is signed by a key"
      : own === undefined
        ? undefined
        : "policy-controller reads bundles of the public Sigstore alone, and this has one of its own";
  if (why === undefined) return;
  throw new BpError("USAGE", `${why}: without .sig it cannot hold the artifact`, {
    hint: "publish both formats (signing.formats: both, by Rekor's first API), or hold it with --for flux or kyverno",
  });
}

function signerOf({ policy }: Signed, own: TrustedServices | undefined): JsonObject {
  const root: JsonObject = own === undefined ? {} : { trustRootRef: rootName };
  const [log] = own?.logs ?? [];
  const ctlog: JsonObject = { url: log?.url ?? publicLog, ...root };
  if (policy.$case === "publicKey")
    return {
      key: { data: policy.publicKey, hashAlgorithm: "sha256" },
      ...(own === undefined ? {} : { ctlog }),
    };
  const url = own?.authorities[0]?.url ?? "https://fulcio.sigstore.dev";
  return { keyless: { url, identities: [identityFields(policy)], ...root }, ctlog };
}

/** A Sigstore of one's own by its keys. */
function trustRoot(own: TrustedServices): JsonObject {
  const { authorities, timestampAuthorities, logs, certificateLogs } = own;
  return {
    apiVersion: "policy.sigstore.dev/v1alpha1",
    kind: "TrustRoot",
    metadata: { name: rootName },
    spec: {
      sigstoreKeys: {
        certificateAuthorities: authorities.map(authorityFields),
        timestampAuthorities: timestampAuthorities.map(authorityFields),
        tLogs: logs.map(logFields),
        ctLogs: certificateLogs.map(logFields),
      },
    },
  };
}

/** Neither name may be empty there, and neither is looked at. */
function authorityFields({ organization, commonName, url, chain }: TrustedAuthority): JsonObject {
  const subject = { organization: organization || rootName, commonName: commonName || rootName };
  return { subject, uri: url, certChain: base64(chain) };
}

function logFields({ url, publicKey }: TrustedLog): JsonObject {
  return { baseURL: url, hashAlgorithm: "sha-256", publicKey: base64(publicKey) };
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
