import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { blueprintYaml, noise } from "./workload.ts";

export interface ReleaseChart {
  /** The chart's name, as its repository's last part. */
  readonly name: string;
  /** Its folder below the workspace's root. */
  readonly folder: string;
}

/** As many blueprints need another one as do in a platform of 48, and as deep: five, one below the other. */
const chain = [0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 4] as const;

/** A few kilobytes to forty, most of them small, as umbrella charts are. */
function sizeOf(index: number): number {
  const at = (index * 7) % 51;
  return 3_000 + 14 * at * at;
}

/** Writes `platform/release-NN` folders: blueprint, chart, two images in its values, text that hardly compresses. */
export function writeReleaseTree(root: string, charts: number): readonly ReleaseChart[] {
  return Array.from({ length: charts }, (_, index) => {
    const name = nameOf(index);
    const folder = join("platform", name);
    writeFiles(join(root, folder), filesOf(name, index));
    return { name: `bp-${name}`, folder };
  });
}

function nameOf(index: number): string {
  return `release-${String(index).padStart(2, "0")}`;
}

function filesOf(name: string, index: number): Readonly<Record<string, string>> {
  const level = chain[index % chain.length] ?? 0;
  const below = Array.from({ length: level === 0 ? 0 : 1 }, () => nameOf(neededBy(index, level)));
  return {
    "blueprint.yaml": blueprintYaml(name) + depends(below),
    "chart/Chart.yaml": chartYaml(name),
    "chart/values.yaml": valuesYaml(name),
    "chart/templates/deployment.yaml": deployment(name),
    "chart/files/data.txt": noise(name, sizeOf(index)),
  };
}

/** One of the level below that comes before it. */
function neededBy(index: number, level: number): number {
  const start = index - (index % chain.length);
  return start + chain.indexOf((level - 1) as (typeof chain)[number]);
}

function depends(names: readonly string[]): string {
  if (names.length === 0) return "";
  const list = names.map((name) => `    - blueprint: bp-${name}\n      version: ^1.0.0\n`).join("");
  return `  depends:\n${list}`;
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const part of ["chart/templates", "chart/files"])
    mkdirSync(join(folder, part), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
}

function chartYaml(name: string): string {
  return `apiVersion: v2
name: bp-${name}
version: 1.0.0
description: A chart to release
annotations:
  catalyst.openova.io/no-upstream: "true"
`;
}

function valuesYaml(name: string): string {
  return `image:
  repository: ghcr.io/acme/${name}
  tag: 1.4.2
sidecar:
  image:
    repository: docker.io/acme/proxy
    tag: 2.0.1
replicas: 1
`;
}

function deployment(name: string): string {
  const labels = `app.kubernetes.io/name: ${name}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels:
    ${labels}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels:
      ${labels}
  template:
    metadata:
      labels:
        ${labels}
    spec:
      containers:
        - name: main
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
        - name: proxy
          image: "{{ .Values.sidecar.image.repository }}:{{ .Values.sidecar.image.tag }}"
`;
}
