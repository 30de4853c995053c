import { load } from "js-yaml";

import type { Upstream } from "../upstream.ts";
import { upstream } from "../upstream.ts";

/** Pods of a chart: what policies of others must know of them. */
export interface StandInPods {
  /** Appended to the release's name; empty for none. */
  readonly name: string;
  readonly kind?: "Deployment" | "StatefulSet";
  /** May hold template actions. */
  readonly labels: Readonly<Record<string, string>>;
  /** Numbers of TCP ports, and others as `53/UDP`; a name goes before, as `dns-udp=5353/UDP`. */
  readonly ports: readonly string[];
  /** A condition of the template language; absent: always. */
  readonly when?: string;
}

export interface StandInService {
  /** May hold template actions. */
  readonly name: string;
  readonly port: number;
  readonly selector: Readonly<Record<string, string>>;
}

export interface StandInKinds {
  readonly group: string;
  readonly version: string;
  /** `Certificate`, or `Certificate cluster` for one that has no namespace. */
  readonly kinds: readonly string[];
  /** Where the chart has them: in crds/, or among its templates under a condition. */
  readonly when: "crds" | (string & {});
}

/**
 * What is known for certain of a chart of others, and enough to install beside it: its name, version and address, the
 * keys of its values that exist, its pods' labels and ports, its Services and the kinds that it brings. Nothing of it is
 * theirs.
 */
export interface StandIn {
  readonly name: string;
  readonly version: string;
  /** The address of its repository, as the umbrella's Chart.yaml has it. */
  readonly repository: string;
  /** Values with their defaults, in YAML; a key that is not here is refused. `{}` takes anything. */
  readonly values: string;
  readonly pods?: readonly StandInPods[];
  readonly services?: readonly StandInService[];
  readonly brings?: readonly StandInKinds[];
}

/** The chart, packed as upstreams pack theirs. */
export function chartOf(standIn: StandIn): Promise<Upstream> {
  const { name, version, values, pods = [], services = [], brings = [] } = standIn;
  const inFolder = brings.filter(({ when }) => when === "crds");
  const inTemplates = brings.filter(({ when }) => when !== "crds");
  const schema = { $schema: "http://json-schema.org/draft-07/schema#", ...schemaOf(load(values)) };
  return upstream({
    name,
    version,
    files: {
      "values.yaml": values,
      "values.schema.json": JSON.stringify({
        ...schema,
        properties: { ...schema.properties, global: { type: "object" } },
      }),
      "templates/config.yaml": "",
      "templates/pods.yaml": pods.map((one) => workload(one, standIn)).join(""),
      "templates/services.yaml": services.map(service).join(""),
      ...(inFolder.length === 0 ? {} : { "crds/crds.yaml": inFolder.map(definitions).join("") }),
      ...(inTemplates.length === 0
        ? {}
        : {
            "templates/crds.yaml": inTemplates
              .map((kinds) => `{{- if ${kinds.when} }}\n${definitions(kinds)}{{- end }}\n`)
              .join(""),
          }),
    },
  });
}

interface Schema {
  readonly type?: string;
  readonly additionalProperties?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Keys that are there and no others; of what stands for a key, nothing but whether it is a mapping. */
function schemaOf(value: unknown): Schema {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  const pairs = Object.entries(value);
  if (pairs.length === 0) return { type: "object" };
  const properties = Object.fromEntries(pairs.map(([key, inner]) => [key, schemaOf(inner)]));
  return { type: "object", additionalProperties: false, properties };
}

function workload(pods: StandInPods, { name: chart, version }: StandIn): string {
  const { name, kind = "Deployment", labels, ports, when } = pods;
  const full = `{{ .Release.Name }}${name === "" ? "" : `-${name}`}`;
  const text = `---
apiVersion: apps/v1
kind: ${kind}
metadata:
  name: ${full}
  namespace: {{ .Release.Namespace }}
spec:
  replicas: 1
${kind === "StatefulSet" ? `  serviceName: ${full}\n` : ""}  selector:
    matchLabels:
${pairs(labels, 6)}  template:
    metadata:
      labels:
${pairs(labels, 8)}    spec:
      containers:
        - name: main
          image: registry.example/${chart}:${version.replace(/^v/u, "")}
          ports:
${ports.map((port, at) => `            - ${portOf(port, at)}\n`).join("")}`;
  return when === undefined ? text : `{{- if ${when} }}\n${text}{{- end }}\n`;
}

function portOf(text: string, at: number): string {
  const {
    name = `port-${at}`,
    port = "",
    protocol = "TCP",
  } = /^(?:(?<name>[\w-]+)=)?(?<port>\d+)(?:\/(?<protocol>\w+))?$/u.exec(text)?.groups ?? {};
  return `{ name: ${name}, containerPort: ${port}, protocol: ${protocol} }`;
}

function service({ name, port, selector }: StandInService): string {
  return `---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: {{ .Release.Namespace }}
spec:
  selector:
${pairs(selector, 4)}  ports:
    - { name: main, port: ${port} }
`;
}

function pairs(labels: Readonly<Record<string, string>>, indent: number): string {
  return Object.entries(labels)
    .map(([key, value]) => `${" ".repeat(indent)}${key}: ${value}\n`)
    .join("");
}

function definitions({ group, version, kinds }: StandInKinds): string {
  return kinds
    .map((text) => {
      const [kind = "", scope] = text.split(" ");
      const singular = kind.toLowerCase();
      return `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${singular}s.${group}
spec:
  group: ${group}
  scope: ${scope === "cluster" ? "Cluster" : "Namespaced"}
  names: { kind: ${kind}, listKind: ${kind}List, plural: ${singular}s, singular: ${singular} }
  versions:
    - name: ${version}
      served: true
      storage: true
      schema:
        openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true }
`;
    })
    .join("");
}
