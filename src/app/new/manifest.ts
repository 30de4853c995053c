import { emitYaml } from "../../yaml/index.ts";
import type { Kind, NewUnit } from "./unit.ts";

const schema = "https://raw.githubusercontent.com/openova-io/bp/main/schemas/blueprint.schema.json";

const configSchema = `  configSchema:
    type: object
    properties:
      replicas: { type: integer, default: 1, minimum: 1, maximum: 9, description: How many run. }
`;

/** A blueprint.yaml with what every one has; it is shown to nobody until somebody lists it. */
export function manifest({ chartName, title }: NewUnit, kind: Kind): string {
  return `# yaml-language-server: $schema=${schema}
apiVersion: catalyst.openova.io/v1
kind: Blueprint
metadata:
  name: ${chartName}
spec:
  version: 0.1.0
  card:
    title: ${emitYaml(title).trimEnd()}
    summary: Say in one sentence what ${title} does.
    icon: icon.svg
  visibility: unlisted
${kind === "blueprint" ? configSchema : ""}  placementSchema:
    modes: [singleton]
    default: singleton
    minRegions: 1
    maxRegions: 1
  depends: []
  manifests:
${kind === "kustomize" ? kustomizeSource(chartName) : "    chart: ./chart\n"}`;
}

function kustomizeSource(name: string): string {
  return `    source:
      kind: Kustomize
      ref: ${name}:0.1.0
    overlays:
      large: {}
`;
}

/** A square with the first letter. */
export function icon({ title }: NewUnit): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img">
  <title>${title}</title>
  <rect width="64" height="64" rx="12" fill="#334155"/>
  <text x="32" y="43" font-family="sans-serif" font-size="32" text-anchor="middle" fill="#fff">${title.slice(0, 1)}</text>
</svg>
`;
}

export function readme({ title, folder, chartName }: NewUnit, kind: Kind): string {
  const fetch = kind === "umbrella" ? `bp vendor ${folder}\n` : "";
  return `# ${title}

Say what ${title} does, for whom, and what it needs.

\`\`\`sh
${fetch}bp lint ${folder}
${kind === "kustomize" ? `kustomize build ${folder}/manifests/base` : `helm template ${chartName} ${folder}/chart`}
\`\`\`
`;
}
