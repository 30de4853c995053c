import type { JsonObject } from "../../model/json.ts";
import type { Policy } from "../../signing/index.ts";
import type { ConsumerPolicy, Signed } from "./consumer.ts";
import { nameOf, publicLog, repositoryOf } from "./consumer.ts";
import { identityFields } from "./identity.ts";

/**
 * Kyverno's ImageValidatingPolicy over the OCIRepository objects of Flux: it reads bundles and `.sig` by itself, and its
 * expressions can put a tag behind an address, which those of a ClusterPolicy cannot.
 */
export function kyvernoPolicy(signed: Signed): ConsumerPolicy {
  const { policy, isOwnRoot } = signed;
  const repository = repositoryOf(signed);
  const document: JsonObject = {
    apiVersion: "policies.kyverno.io/v1",
    kind: "ImageValidatingPolicy",
    metadata: { name: `verify-${nameOf(signed)}` },
    spec: {
      validationActions: ["Deny"],
      failurePolicy: "Fail",
      webhookConfiguration: { timeoutSeconds: 30 },
      evaluation: { background: { enabled: false } },
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: ["source.toolkit.fluxcd.io"],
            apiVersions: ["v1"],
            operations: ["CREATE", "UPDATE"],
            resources: ["ocirepositories"],
          },
        ],
      },
      matchImageReferences: [{ glob: `${repository}:*` }, { glob: `${repository}@*` }],
      images: [{ name: "charts", expression: chartsOf(repository) }],
      attestors: [{ name: "signer", cosign: attestor(policy) }],
      validationConfigurations: { mutateDigest: false, verifyDigest: false, required: true },
      validations: [
        {
          expression:
            "images.charts.map(image, verifyImageSignatures(image, [attestors.signer])).all(count, count > 0)",
          message: `${repository} is not signed by whom it must be`,
        },
      ],
    },
  };
  const ownRoot =
    "Kyverno trusts the public Sigstore: it takes a Sigstore of one's own by --tufRoot and --tufMirror";
  return {
    documents: [document],
    notes: [
      "it takes Kyverno 1.17 or later, and covers the OCIRepository objects that name the chart",
      ...(isOwnRoot && policy.$case === "identity" ? [ownRoot] : []),
    ],
  };
}

/** The chart that an OCIRepository names, by its digest, else its tag; none for another repository. */
function chartsOf(repository: string): string {
  const ref =
    'has(object.spec.ref) && has(object.spec.ref.digest) ? "@" + object.spec.ref.digest : ' +
    'has(object.spec.ref) && has(object.spec.ref.tag) ? ":" + object.spec.ref.tag : ":latest"';
  return `object.spec.url == "oci://${repository}" ? ["${repository}" + (${ref})] : []`;
}

/** A log's address must stand there even where the log is left aside. */
function attestor(policy: Policy): JsonObject {
  if (policy.$case === "identity")
    return { keyless: { identities: [identityFields(policy)] }, ctlog: { url: publicLog } };
  const isLogged = policy.evidence?.log === "required";
  return {
    key: { data: policy.publicKey, hashAlgorithm: "sha256" },
    ctlog: {
      url: publicLog,
      ...(isLogged ? {} : { insecureIgnoreTlog: true, insecureIgnoreSCT: true }),
    },
  };
}
