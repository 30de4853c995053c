import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { blueprintYaml, noise } from "./workload.ts";

export interface PackageLoad {
  readonly charts: number;
  readonly files: number;
}

/** Writes `platform/unit-NNN` folders, each a chart of that many files of one to four KB; gives the charts' folders. */
export function writePackageTree(root: string, { charts, files }: PackageLoad): readonly string[] {
  return Array.from({ length: charts }, (_, index) => {
    const name = `unit-${String(index).padStart(3, "0")}`;
    const folder = join(root, "platform", name);
    const chart = join(folder, "chart");
    mkdirSync(join(chart, "templates"), { recursive: true });
    writeFileSync(join(folder, "blueprint.yaml"), blueprintYaml(name));
    writeFileSync(join(chart, "Chart.yaml"), chartYaml(name));
    writeFileSync(
      join(chart, "values.yaml"),
      `image:\n  repository: ghcr.io/acme/${name}\n  tag: 1.0.0\n`,
    );
    for (let file = 2; file < files; file += 1)
      writeFileSync(join(chart, "templates", `object-${file}.yaml`), template(name, file));
    return chart;
  });
}

function chartYaml(name: string): string {
  return `apiVersion: v2\nname: bp-${name}\nversion: 1.0.0\ndescription: A chart to measure with\nannotations:\n  catalyst.openova.io/no-upstream: "true"\n`;
}

/** Text as templates have it, a third of it without a pattern. */
function template(name: string, file: number): string {
  const settings = Array.from(
    { length: 5 + (file % 30) },
    (_, at) =>
      `  setting-${at}: {{ .Values.settings.s${at} | default "${noise(`${name} ${file} ${at}`, 24).trim()}" | quote }}`,
  );
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-object-${file}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/instance: {{ .Release.Name }}
data:
${settings.join("\n")}
`;
}
