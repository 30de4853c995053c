import type { GraphAnalysis, GraphFormat } from "../graph/index.ts";
import { analyse, dependsGraph, draw } from "../graph/index.ts";
import { lint } from "../lint/index.ts";
import type { LintOptions } from "../lint/index.ts";
import type { Report } from "../model/report.ts";
import type { Unit, Workspace } from "../model/workspace.ts";

export interface GraphReport extends Report, GraphAnalysis {}

const graphRules: ReadonlySet<string> = new Set(["BP115", "BP401", "BP402", "BP403"]);

/**
 * The graph of the selection: its nodes, and every edge that leaves one of them. The drawing is text in the format
 * asked for.
 */
export function graphReport(
  workspace: Workspace,
  units: readonly Unit[],
  format: GraphFormat,
  rules: Pick<LintOptions, "crd" | "nameExceptions">,
): { readonly report: GraphReport; readonly drawing: string } {
  const whole = dependsGraph(workspace.units);
  const folders = new Set(units.map(({ folder }) => folder));
  const nodes = whole.nodes.filter(({ folder }) => folders.has(folder));
  const names = new Set(nodes.map(({ name }) => name));
  const graph = { nodes, edges: whole.edges.filter(({ from }) => names.has(from)) };
  const { findings } = lint(workspace, { ...rules, selection: folders });
  const found = findings.filter(({ ruleId }) => graphRules.has(ruleId));
  const broken = found.some(({ severity }) => severity === "error");
  const report: GraphReport = {
    schemaVersion: 1,
    command: "graph",
    ok: !broken,
    exitCode: broken ? 1 : 0,
    findings: found,
    ...analyse(graph),
  };
  return { report, drawing: draw(graph, format) };
}
