import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes blueprints with charts, each of which depends on one before it. */
export function writeTree(root: string, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const folder = join(root, `platform/unit-${index}`);
    mkdirSync(join(folder, "chart/templates"), { recursive: true });
    writeFileSync(join(folder, "blueprint.yaml"), manifest(index));
    writeFileSync(join(folder, "chart/Chart.yaml"), chart(index));
    writeFileSync(
      join(folder, "chart/values.yaml"),
      'replicas: 1\nimage: { repository: ghcr.io/acme/unit, tag: "1.0.0" }\n',
    );
    writeFileSync(join(folder, "chart/templates/map.yaml"), template);
  }
}

const template = `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
data:
  replicas: "{{ .Values.replicas }}"
  image: {{ .Values.image.repository }}:{{ .Values.image.tag }}
`;

function manifest(index: number): string {
  const needs = `  depends:\n    - { blueprint: bp-unit-${Math.floor(index / 2)}, version: ^1.0.0 }\n`;
  return `apiVersion: catalyst.openova.io/v1
kind: Blueprint
metadata:
  name: bp-unit-${index}
spec:
  version: 1.0.0
  card:
    title: Unit ${index}
    summary: One of many.
  visibility: unlisted
  configSchema:
    type: object
    properties:
      replicas: { type: integer, default: 1, minimum: 1 }
  placementSchema: { modes: [singleton], default: singleton }
${index === 0 ? "" : needs}  manifests: { chart: ./chart }
`;
}

function chart(index: number): string {
  return `apiVersion: v2
name: bp-unit-${index}
version: 1.0.0
annotations:
  catalyst.openova.io/no-upstream: "true"
`;
}
