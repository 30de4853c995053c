import { circularEdges, missing } from "../../graph/index.ts";
import type { Graph } from "../../graph/index.ts";
import { lint } from "../../lint/index.ts";
import type { LintOptions } from "../../lint/index.ts";
import type { Finding } from "../../model/finding.ts";
import type { Workspace } from "../../model/workspace.ts";
import type { GraphScope } from "./scope.ts";

export type GraphRules = Pick<LintOptions, "crd" | "nameExceptions" | "providers" | "today">;

const dependsRules: ReadonlySet<string> = new Set(["BP115", "BP401", "BP402", "BP403"]);
const kitRules: ReadonlySet<string> = new Set(["BP403", "BP505"]);

/** Of a kit what is said where its graph lacks something or goes in a circle. */
export function findingsOf(
  workspace: Workspace,
  scope: GraphScope,
  { rules, graph }: { readonly rules: GraphRules; readonly graph: Graph },
): readonly Finding[] {
  if (scope.kind === "depends") {
    const selection = new Set(scope.units.map(({ folder }) => folder));
    const { findings } = lint(workspace, { ...rules, selection, only: dependsRules });
    return findings.filter(({ ruleId }) => dependsRules.has(ruleId));
  }
  const places = new Set([...missing(graph), ...circularEdges(graph)].map(placeKey));
  const { findings } = lint(workspace, { ...rules, only: kitRules });
  return findings.filter((one) => kitRules.has(one.ruleId) && places.has(placeKey(one)));
}

function placeKey({ file, line }: Pick<Finding, "file" | "line">): string {
  return JSON.stringify([file, line]);
}
