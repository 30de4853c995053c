import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Charts to publish: how many, and about how many bytes each archive takes. */
export interface Workload {
  readonly charts: number;
  readonly bytes: number;
}

export const standard: Workload = { charts: 60, bytes: 30_000 };

/** Three quarters of a base64 text remain after compression. */
const BASE64_GAIN = 0.75;

/** Writes `platform/bench-NN` folders, each a chart with a blueprint; gives the folders of the charts. */
export async function makeWorkspace(root: string, workload: Workload): Promise<string[]> {
  const names = Array.from({ length: workload.charts }, (_, index) => nameOf(index));
  await Promise.all(names.map((name) => makeChart(join(root, "platform", name), name, workload)));
  return names.map((name) => join(root, "platform", name, "chart"));
}

function nameOf(index: number): string {
  return `bench-${String(index).padStart(2, "0")}`;
}

async function makeChart(folder: string, name: string, workload: Workload): Promise<void> {
  const chart = join(folder, "chart");
  await mkdir(join(chart, "templates"), { recursive: true });
  await mkdir(join(chart, "files"), { recursive: true });
  const texts: Readonly<Record<string, string>> = {
    "blueprint.yaml": blueprintYaml(name),
    "chart/Chart.yaml": chartYaml(name),
    "chart/values.yaml": "replicas: 1\nimage: ghcr.io/example/app:1.0.0\n",
    "chart/templates/configmap.yaml": configMap(name),
    "chart/files/data.txt": noise(name, Math.ceil(workload.bytes / BASE64_GAIN)),
  };
  for (const [file, text] of Object.entries(texts)) await writeFile(join(folder, file), text);
}

/** Text that hardly compresses and is the same on every run. */
export function noise(seed: string, length: number): string {
  let text = "";
  for (let block = 0; text.length < length; block += 1) {
    text += createHash("sha512").update(`${seed} ${block}`).digest("base64");
    text += "\n";
  }
  return text.slice(0, length);
}

function chartYaml(name: string): string {
  return `apiVersion: v2
name: bp-${name}
version: 1.0.0
description: A chart to measure with
annotations:
  catalyst.openova.io/no-upstream: "true"
`;
}

export function blueprintYaml(name: string): string {
  return `apiVersion: catalyst.openova.io/v1
kind: Blueprint
metadata:
  name: bp-${name}
spec:
  version: 1.0.0
  card:
    title: ${name}
    summary: A chart to measure with
  manifests:
    chart: ./chart
`;
}

function configMap(name: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  labels:
    app.kubernetes.io/name: ${name}
data:
  replicas: "{{ .Values.replicas }}"
`;
}
