import type { JsonObject } from "../../model/json.ts";
import type { TrustedServices } from "../../signing/index.ts";
import type { ConsumerPolicy, Signed } from "./consumer.ts";
import { nameOf, ownServices, publicLog, repositoryOf } from "./consumer.ts";
import { identityFields } from "./identity.ts";

/**
 * Kyverno's ImageValidatingPolicy over the OCIRepository objects of Flux: it reads bundles and `.sig` by itself, and its
 * expressions can put a tag behind an address, which those of a ClusterPolicy cannot.
 */
export function kyvernoPolicy(signed: Signed): ConsumerPolicy {
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
      attestors: [{ name: "signer", cosign: attestor(signed) }],
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
  return { documents: [document], notes: notesOn(signed) };
}

function notesOn(signed: Signed): readonly string[] {
  const covers = "and covers the OCIRepository objects that name the chart";
  if (ownServices(signed) === undefined) return [`it takes Kyverno 1.17 or later, ${covers}`];
  return [
    `it takes Kyverno 1.19 or later, which knows trustedRoot, ${covers}`,
    "Kyverno asks a TUF mirror besides, though it needs nothing of it: without a way out, name one of your own by --tufMirror and --tufRoot",
  ];
}

/** The chart that an OCIRepository names, by its digest, else its tag; none for another repository. */
function chartsOf(repository: string): string {
  const ref =
    'has(object.spec.ref) && has(object.spec.ref.digest) ? "@" + object.spec.ref.digest : ' +
    'has(object.spec.ref) && has(object.spec.ref.tag) ? ":" + object.spec.ref.tag : ":latest"';
  return `object.spec.url == "oci://${repository}" ? ["${repository}" + (${ref})] : []`;
}

/**
 * Of a Sigstore of one's own the trusted root is what bundles are held against; `.sig` takes the same by its parts.
 */
function attestor(signed: Signed): JsonObject {
  const { policy } = signed;
  const own = ownServices(signed);
  const rest: JsonObject = {
    ctlog: ctlogOf(signed, own),
    ...(own === undefined ? {} : { trustedRoot: { value: JSON.stringify(policy.trustedRoot) } }),
  };
  if (policy.$case === "publicKey")
    return { key: { data: policy.publicKey, hashAlgorithm: "sha256" }, ...rest };
  const identities = [identityFields(policy)];
  const roots = own?.authorities.map(({ chain }) => chain).join("");
  return { keyless: { identities, ...(roots === undefined ? {} : { roots }) }, ...rest };
}

/** A log's address must stand there even where the log is left aside. */
function ctlogOf({ policy }: Signed, own: TrustedServices | undefined): JsonObject {
  const [log] = own?.logs ?? [];
  const [certificateLog] = own?.certificateLogs ?? [];
  const isLogged = policy.$case === "identity" || policy.evidence?.log === "required";
  return {
    url: log?.url ?? publicLog,
    ...(log === undefined ? {} : { rekorPubKey: log.publicKey }),
    ...(certificateLog === undefined ? {} : { ctLogPubKey: certificateLog.publicKey }),
    ...(isLogged ? {} : { insecureIgnoreTlog: true, insecureIgnoreSCT: true }),
  };
}
