import type { JsonObject } from "../../../model/json.ts";
import { mediaType } from "../../../model/media-type.ts";
import type { TextMatch } from "../../../signing/index.ts";
import type { Installable } from "../installable.ts";
import type { FluxSettings, FluxTrust } from "./flux-settings.ts";
import { fluxNamespace, interval, keySecret } from "./flux-settings.ts";

/** Where the chart of a blueprint comes from: one object, or a repository and its chart. */
export function chartSources(
  installable: Installable,
  settings: FluxSettings,
): readonly JsonObject[] {
  const source = chartSource(installable, settings);
  const { chart, version } = installable;
  if (!needsChart(settings)) return [source];
  const sourceRef = { kind: "HelmRepository", name: chart };
  const verify = verification(settings.trust);
  return [
    source,
    sourceObject("HelmChart", chart, { chart, version, interval, sourceRef, verify }),
  ];
}

/** A HelmRelease cannot say by itself which identity must have signed its chart: a HelmChart can. */
export function needsChart({ source, trust }: FluxSettings): boolean {
  return source === "HelmRepository" && trust.kind === "identity";
}

function chartSource({ chart, version, digest }: Installable, settings: FluxSettings): JsonObject {
  const { registry, source, trust } = settings;
  const access = accessOf(settings);
  if (source === "HelmRepository")
    return sourceObject(source, chart, { ...access, type: "oci", url: `oci://${registry}` });
  return sourceObject(source, chart, {
    ...access,
    url: `oci://${registry}/${chart}`,
    ref: digest === undefined ? { tag: version } : { tag: version, digest },
    layerSelector: { mediaType: mediaType.helmChart, operation: "copy" },
    verify: verification(trust),
  });
}

/** Manifests for Kustomize, in the repository that the blueprint refers to. */
export function manifestSource(
  { name, version, digest }: Installable,
  url: string,
  settings: FluxSettings,
): JsonObject {
  return sourceObject("OCIRepository", name, {
    ...accessOf(settings),
    url,
    ref: digest === undefined ? { tag: version } : { tag: version, digest },
    verify: verification(settings.trust),
  });
}

/** The compositions beside a chart or manifests, where there are some: they are pulled by their own digest, since no tag names them. */
export function compositionsOf(
  { chart, compositions }: Installable,
  url: string,
  settings: FluxSettings,
): readonly JsonObject[] {
  if (compositions === undefined || compositions === "not published") return [];
  const name = `${chart}-compositions`;
  const source = sourceObject("OCIRepository", name, {
    ...accessOf(settings),
    url,
    ref: { digest: compositions },
    verify: verification(settings.trust),
  });
  return [source, compositionsKustomization(name)];
}

/** The archive's one folder; what it defines belongs to the cluster and to no namespace. */
function compositionsKustomization(name: string): JsonObject {
  return {
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: { name, namespace: fluxNamespace },
    spec: {
      interval,
      sourceRef: { kind: "OCIRepository", name },
      path: "./compositions",
      prune: true,
      wait: true,
    },
  };
}

/** What stands under `verify`. */
export function verification(trust: FluxTrust): JsonObject {
  if (trust.kind === "key") return { provider: "cosign", secretRef: { name: keySecret.name } };
  const matchOIDCIdentity = [
    { subject: expression(trust.identity), issuer: expression(trust.issuer) },
  ];
  return { provider: "cosign", matchOIDCIdentity };
}

/** Flux reads both fields as regular expressions, and finds them anywhere in the text. */
function expression(match: TextMatch): string {
  if ("pattern" in match) return `^(?:${match.pattern})$`;
  return `^${match.exact.replaceAll(/[\\^$.|?*+()[\]{}]/gu, "\\$&")}$`;
}

export function publicKeySecret(pem: string): JsonObject {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: keySecret.name, namespace: fluxNamespace },
    stringData: { [keySecret.entry]: pem },
  };
}

/** How the cluster reaches the registry. */
function accessOf({ pullSecret, insecure }: FluxSettings): JsonObject {
  return {
    interval,
    ...(insecure ? { insecure } : {}),
    ...(pullSecret === undefined ? {} : { secretRef: { name: pullSecret } }),
  };
}

function sourceObject(kind: string, name: string, spec: JsonObject): JsonObject {
  return {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind,
    metadata: { name, namespace: fluxNamespace },
    spec,
  };
}
