import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { loadAll } from "js-yaml";

import type { Chart, Fields } from "./charts.ts";
import { asFields, at, listAt, togglesOf, valuesOf } from "./charts.ts";

const run = promisify(execFile);

/** APIs of others that a toggle may ask for. */
export const foreignApis: readonly string[] = [
  "apiextensions.crossplane.io/v1",
  "cert-manager.io/v1",
  "cilium.io/v2",
  "cilium.io/v2alpha1",
  "external-secrets.io/v1",
  "gateway.networking.k8s.io/v1",
  "monitoring.coreos.com/v1",
  "pkg.crossplane.io/v1",
  "spire.spiffe.io/v1alpha1",
];

export interface Rendered {
  readonly lines: number;
  readonly objects: readonly Fields[];
}

export async function render(
  helm: string,
  chart: Chart,
  args: readonly string[] = [],
): Promise<Rendered> {
  const { stdout } = await run(helm, ["template", chart.name, `${chart.folder}/chart`, ...args], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const objects = loadAll(stdout).map(asFields);
  return {
    lines: stdout.split("\n").filter((line) => line.trim() !== "").length,
    objects: objects.filter((object) => Object.keys(object).length > 0),
  };
}

/** Arguments that turn on every toggle, on a cluster that serves every API. */
export function everything(chart: Chart): readonly string[] {
  return [
    ...togglesOf(valuesOf(chart)).flatMap((toggle) => ["--set", `${toggle}=true`]),
    ...foreignApis.flatMap((api) => ["--api-versions", api]),
  ];
}

export function kindOf(object: Fields): string {
  return String(object["kind"]);
}

export function kindsOf(objects: readonly Fields[]): readonly string[] {
  return [...new Set(objects.map(kindOf))].sort();
}

/** Group, kind, namespace and name: what a cluster holds one of. */
export function identityOf(object: Fields): string {
  const [group = ""] = String(object["apiVersion"]).includes("/")
    ? String(object["apiVersion"]).split("/")
    : [""];
  const { namespace = "", name } = asFields(object["metadata"]) as {
    namespace?: string;
    name?: string;
  };
  return `${group} ${kindOf(object)} ${namespace}/${name ?? ""}`;
}

export interface Workload {
  readonly label: string;
  /** Serves requests until it is stopped, and so is probed. */
  readonly serves: boolean;
  readonly labels: Fields;
  readonly pod: Fields;
  readonly containers: readonly Fields[];
}

/** The objects that run pods. */
export function workloadsOf(objects: readonly Fields[]): readonly Workload[] {
  return objects.flatMap((object) => {
    const template =
      kindOf(object) === "CronJob"
        ? at(object, "spec", "jobTemplate", "spec", "template")
        : at(object, "spec", "template");
    const pod = asFields(at(template, "spec"));
    const containers = [...listAt(pod, "initContainers"), ...listAt(pod, "containers")].map(
      asFields,
    );
    if (containers.length === 0) return [];
    const serves = ["Deployment", "StatefulSet", "DaemonSet"].includes(kindOf(object));
    return [
      {
        label: identityOf(object),
        serves,
        labels: asFields(at(template, "metadata", "labels")),
        pod,
        containers,
      },
    ];
  });
}
