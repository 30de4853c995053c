import type { Graph, GraphAnalysis, GraphFormat } from "../graph/index.ts";
import { analyse, dependsGraph, draw } from "../graph/index.ts";
import { lint } from "../lint/index.ts";
import type { LintOptions } from "../lint/index.ts";
import type { Report } from "../model/report.ts";
import type { Unit, Workspace } from "../model/workspace.ts";

export interface GraphReport extends Report, GraphAnalysis {}

const graphRules: ReadonlySet<string> = new Set(["BP115", "BP401", "BP402", "BP403"]);

/**
 * The graph of the selection: its units, what they need directly, and the edges between. A cycle that runs through the
 * selection is told whole. The drawing is text in the format asked for.
 */
export function graphReport(
  workspace: Workspace,
  units: readonly Unit[],
  format: GraphFormat,
  rules: Pick<LintOptions, "crd" | "nameExceptions">,
): { readonly report: GraphReport; readonly drawing: string } {
  const whole = dependsGraph(workspace.units);
  const folders = new Set(units.map(({ folder }) => folder));
  const graph = around(whole, folders);
  const { findings } = lint(workspace, { ...rules, selection: folders, only: graphRules });
  const found = findings.filter(({ ruleId }) => graphRules.has(ruleId));
  const broken = found.some(({ severity }) => severity === "error");
  const report: GraphReport = {
    schemaVersion: 1,
    command: "graph",
    ok: !broken,
    exitCode: broken ? 1 : 0,
    findings: found,
    ...analyse(graph),
    cycles: analyse(whole).cycles.filter((cycle) => touches(cycle, graph)),
  };
  return { report, drawing: draw(graph, format) };
}

/** The nodes of the folders with the edges that leave them, and the nodes where these end. */
function around(whole: Graph, folders: ReadonlySet<string>): Graph {
  const selected = new Set(
    whole.nodes.filter(({ folder }) => folders.has(folder)).map(({ name }) => name),
  );
  const edges = whole.edges.filter(({ from }) => selected.has(from));
  const names = new Set([...selected, ...edges.map(({ to }) => to)]);
  return { nodes: whole.nodes.filter(({ name }) => names.has(name)), edges };
}

function touches(cycle: readonly string[], { edges }: Graph): boolean {
  return edges.some(({ from }) => cycle.includes(from));
}
