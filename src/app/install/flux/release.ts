import type { JsonObject } from "../../../model/json.ts";
import type { Installable } from "../installable.ts";
import type { PlannedApplication } from "../plan.ts";
import type { FluxSettings } from "./flux-settings.ts";
import { fluxNamespace, interval } from "./flux-settings.ts";
import { needsChart, verification } from "./source.ts";

/** An application with what must be there first, as far as Flux can wait for it. */
export interface FluxApplication {
  readonly application: PlannedApplication;
  readonly installable: Installable;
  /** Names of objects of its own kind. */
  readonly dependsOn: readonly string[];
}

/** The HelmRelease of an application. */
export function helmRelease(one: FluxApplication, settings: FluxSettings): JsonObject {
  const { application, installable } = one;
  const { name, namespace, values } = application;
  const remediation = { retries: 3 };
  const wait = installable.disableWait ? { disableWait: true } : {};
  return {
    apiVersion: "helm.toolkit.fluxcd.io/v2",
    kind: "HelmRelease",
    metadata: metadataOf(application),
    spec: {
      interval,
      releaseName: name,
      targetNamespace: namespace,
      ...waitFor(one.dependsOn),
      ...chartOf(installable, settings),
      install: { createNamespace: true, ...wait, remediation },
      upgrade: { ...wait, remediation },
      ...(Object.keys(values).length === 0 ? {} : { values }),
    },
  };
}

function chartOf({ chart, version }: Installable, settings: FluxSettings): JsonObject {
  const { source, trust } = settings;
  if (needsChart(settings)) return { chartRef: { kind: "HelmChart", name: chart } };
  const sourceRef = { kind: source, name: chart };
  if (source === "OCIRepository") return { chartRef: sourceRef };
  return { chart: { spec: { chart, version, interval, sourceRef, verify: verification(trust) } } };
}

/** The Kustomization of an application whose blueprint is manifests, in the folder of the overlay or of the base. */
export function kustomization(one: FluxApplication, overlay: string | undefined): JsonObject {
  const { application, installable, dependsOn } = one;
  return {
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: metadataOf(application),
    spec: {
      interval,
      targetNamespace: application.namespace,
      ...waitFor(dependsOn),
      sourceRef: { kind: "OCIRepository", name: installable.name },
      path: overlay === undefined ? "./base" : `./overlays/${overlay}`,
      prune: true,
      wait: true,
    },
  };
}

/** A HelmRelease makes its namespace, a Kustomization does not. */
export function targetNamespace({ namespace }: PlannedApplication): JsonObject {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } };
}

function metadataOf({ name, blueprint }: PlannedApplication): JsonObject {
  const labels = { "catalyst.openova.io/blueprint": blueprint };
  return { name, namespace: fluxNamespace, labels };
}

function waitFor(names: readonly string[]): JsonObject {
  return names.length === 0 ? {} : { dependsOn: names.map((name) => ({ name })) };
}
