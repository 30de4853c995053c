import type { ChartDependency } from "../../model/chart.ts";
import { parseVersion } from "../../model/version.ts";
import { pointerTo } from "../../yaml/index.ts";
import { chartNames, withChart } from "../charts.ts";
import type { Rule } from "../rule.ts";

/** What a build fetches must be the same tomorrow. */
export const exactUpstream: Rule = {
  id: "BP206",
  name: "exact-upstream",
  severity: "error",
  summary:
    "A dependency names one exact version, and a repository by https, oci, file or alias; an oci repository ends before the chart's name.",
  why: "A range fetches another chart on another day, and a mirror cannot know which one it must hold; Helm adds the chart's name to an oci repository by itself.",
  remedy:
    "Write the exact version, and the repository as https://…, oci://… without the chart's name, file://… or @alias.",
  examples: {
    bad: "dependencies:\n  - {name: app, version: ^1.2, repository: oci://ghcr.io/org/app}\n",
    good: "dependencies:\n  - {name: app, version: 1.2.3, repository: oci://ghcr.io/org}\n",
  },

  *check({ units, workspace }) {
    const local = chartNames(workspace);
    for (const unit of withChart(units)) {
      for (const [index, dependency] of unit.chart.metadata.dependencies.entries()) {
        const { at } = dependency;
        for (const message of faultsOf(dependency, local))
          yield { at, pointer: pointerTo("dependencies", index), message, unit };
      }
    }
  },
};

function* faultsOf(
  { name, version, repository }: ChartDependency,
  local: ReadonlySet<string>,
): Iterable<string> {
  const fromTree = repository === "" || repository.startsWith("file://") || local.has(name);
  if (!fromTree && parseVersion(version.replace(/^v/u, "")) === undefined)
    yield `${name} asks for ${version === "" ? "any version" : `the range ${version}`}, not for one version`;
  if (!/^(?:https:\/\/|oci:\/\/|file:\/\/|@|alias:|$)/u.test(repository))
    yield `${name} comes from ${withoutSecret(repository)}, which is neither https, oci, file nor an alias`;
  const last = repository.replace(/\/+$/u, "").split("/").at(-1);
  if (repository.startsWith("oci://") && last === name)
    yield `the repository of ${name} ends in the chart's name, which Helm adds once more`;
}

function withoutSecret(repository: string): string {
  return repository.replace(/\/\/[^/@]*@/u, "//").slice(0, 200);
}
