import { writeLock } from "../../chart/index.ts";
import { emitYaml } from "../../yaml/index.ts";
import type { NewUnit, Upstream } from "./unit.ts";

/** A chart around an upstream one, which lies in charts/ once the dependencies are fetched. */
export function umbrellaChart(
  { chartName, title }: NewUnit,
  upstream: Upstream,
): Readonly<Record<string, string>> {
  const { name, version, repository } = upstream;
  const dependencies = emitYaml({ dependencies: [upstream] });
  const values = emitYaml({
    catalystBlueprint: { upstream: { chart: name, version, repo: repository } },
  });
  return {
    "chart/Chart.yaml": `# yaml-language-server: $schema=https://json.schemastore.org/chart.json
apiVersion: v2
name: ${chartName}
version: 0.1.0
description: ${title}, as an upstream chart with our values.
type: application
kubeVersion: ">=1.29.0-0"
${dependencies}`,
    // A lock names the address that Helm knows by the name: vendoring finds it.
    ...(/^(?:@|alias:)/u.test(repository)
      ? {}
      : { "chart/Chart.lock": writeLock([upstream], [upstream]) }),
    "chart/values.yaml": `# What this chart is made of, for readers of the values; Chart.yaml decides.
${values}
# Values of the upstream chart.
${emitYaml({ [name]: {} })}`,
    "chart/templates/NOTES.txt": `{{ .Release.Name }} runs ${name} ${version}.\n`,
  };
}

/** What no release has a use for, whatever the chart. */
export const ignore: string = `.git/
.gitignore
.idea/
.vscode/
*.bak
*.orig
*.swp
*.tmp
*~
# CI only: every packaged byte is paid for in the release Secret.
ci/
tests/
*.sh
`;
