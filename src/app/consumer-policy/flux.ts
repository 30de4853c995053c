import type { JsonObject } from "../../model/json.ts";
import { mediaType } from "../../model/media-type.ts";
import type { FluxTrust } from "../install/flux/flux-settings.ts";
import { fluxNamespace, interval } from "../install/flux/flux-settings.ts";
import { publicKeySecret, verification } from "../install/flux/source.ts";
import type { ConsumerPolicy, Signed } from "./consumer.ts";
import { nameOf, repositoryOf } from "./consumer.ts";

const rootSecret = { name: "sigstore-trusted-root", entry: "trusted_root.json" };

/** An OCIRepository that takes the artifact only as it is signed, with the Secrets that it needs. */
export function fluxPolicy(signed: Signed): ConsumerPolicy {
  const { policy, isOwnRoot, tag, digest, formats } = signed;
  const trust: FluxTrust =
    policy.$case === "publicKey"
      ? { kind: "key", pem: policy.publicKey }
      : { kind: "identity", identity: policy.identity, issuer: policy.issuer };
  const needsRoot = isOwnRoot && policy.$case === "identity";
  const verify = {
    ...verification(trust),
    ...(needsRoot ? { trustedRootSecretRef: { name: rootSecret.name } } : {}),
  };
  const source: JsonObject = {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "OCIRepository",
    metadata: { name: nameOf(signed), namespace: fluxNamespace },
    spec: {
      interval,
      url: `oci://${repositoryOf(signed)}`,
      ref: tag === undefined ? { digest } : { tag, digest },
      layerSelector: { mediaType: mediaType.helmChart, operation: "copy" },
      verify,
    },
  };
  return {
    documents: [
      ...(trust.kind === "key" ? [publicKeySecret(trust.pem)] : []),
      ...(needsRoot ? [trustedRootSecret(policy.trustedRoot)] : []),
      source,
    ],
    notes: [
      ...(formats.legacy ? [] : ["its .sig does not hold: it takes Flux 2.8 or later"]),
      ...(formats.bundle ? [] : ["its bundle does not hold: it takes Flux before 2.8"]),
      ...(needsRoot ? ["trustedRootSecretRef takes Flux 2.9 or later"] : []),
    ],
  };
}

function trustedRootSecret(root: unknown): JsonObject {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: rootSecret.name, namespace: fluxNamespace },
    stringData: { [rootSecret.entry]: JSON.stringify(root) },
  };
}
