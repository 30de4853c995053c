import type { Break, Graph, GraphEdge, GraphFormat } from "../../graph/index.ts";
import { analyse, breaks, circularEdges, circularNames, cycles, draw } from "../../graph/index.ts";
import { remedies } from "../../lint/index.ts";
import { foldName } from "../../model/blueprint.ts";
import type { Workspace } from "../../model/workspace.ts";
import { breakEntry } from "./break-entry.ts";
import type { GraphRules } from "./findings.ts";
import { findingsOf } from "./findings.ts";
import type { GraphReport } from "./graph-report.ts";
import { textOf, titleOf } from "./heading.ts";
import { impliedEntries, withImplied } from "./implied.ts";
import type { GraphScope } from "./scope.ts";
import { plannedRows, scoped, withPlanned } from "./scope.ts";
import { whyOf } from "./why.ts";

export interface GraphInput {
  readonly workspace: Workspace;
  readonly scope: GraphScope;
  readonly rules: GraphRules;
  /** Two names: the graph is then that of the paths from the first to the second. */
  readonly why?: readonly [string, string];
  /** Whether what is used without depending on it is told; the workspace holds the contents of all units. */
  readonly implied?: boolean;
}

/**
 * The graph of the selection: its units, what they need directly, and the edges between; or a kit's. A cycle that runs
 * through the selection is told whole. `drawing` gives it as text, in a format.
 * @throws BpError EMPTY_SELECTION where `why` names what the graph does not have
 */
export function graphReport({ workspace, scope, rules, why, implied = false }: GraphInput): {
  readonly report: GraphReport;
  readonly drawing: (format: GraphFormat) => string;
} {
  const { graph: selected, whole } = scoped(workspace, scope);
  const asked = why === undefined ? undefined : whyOf(whole, why);
  const graph = asked?.graph ?? selected;
  // Both tell one component after another, in the same order.
  const rounds = cycles(whole);
  const opened = breaks(whole, remedies(workspace)).map((one, at) => ({
    ...one,
    cycle: rounds[at],
  }));
  const here = opened.filter((one) => runsThrough(one, graph));
  const told = asked === undefined ? findingsOf(workspace, scope, { rules, graph }) : [];
  const unsaid = implied ? impliedEntries(workspace, { graph, whole }, rules.providers) : undefined;
  const broken = told.some(({ severity }) => severity === "error");
  const report: GraphReport = {
    schemaVersion: 1,
    command: "graph",
    ok: !broken,
    exitCode: broken ? 1 : 0,
    findings: told,
    kit: scope.kind === "kit" ? scope.kit.folder : null,
    ...analyse(graph),
    cycles: here.map(({ cycle }) => cycle?.names ?? []),
    breaks: here.map(breakEntry),
    ...(unsaid === undefined ? {} : { implied: unsaid }),
    ...(asked === undefined ? {} : { why: asked.why }),
  };
  return {
    report,
    drawing: (format) => drawn(format, { report, graph, whole, scope, opened: here }),
  };
}

/** The folders of the blueprints and charts that are part of a cycle: what remedies look into. */
export function knotted(workspace: Workspace, scope: GraphScope): ReadonlySet<string> {
  const { whole } = scoped(workspace, scope);
  const names = new Set(circularNames(whole).flat());
  if (scope.kind === "depends")
    return new Set(whole.nodes.flatMap(({ name, folder }) => (names.has(name) ? folder : [])));
  const releases = scope.kit.files.flatMap((file) => file.releases);
  const charts = new Set(
    releases.flatMap(({ name, chart }) => (names.has(name) ? foldName(chart) : [])),
  );
  return new Set(
    workspace.units.flatMap(({ name, folder }) => (charts.has(foldName(name)) ? folder : [])),
  );
}

function runsThrough({ names }: Pick<Break<GraphEdge>, "names">, { edges }: Graph): boolean {
  const inside = new Set(names);
  return edges.some(({ from, to }) => inside.has(from) && inside.has(to));
}

interface Drawn {
  readonly report: GraphReport;
  readonly graph: Graph;
  readonly whole: Graph;
  readonly scope: GraphScope;
  readonly opened: readonly Break<GraphEdge>[];
}

function drawn(format: GraphFormat, { report, graph, whole, scope, opened }: Drawn): string {
  const deferred = new Set(opened.flatMap((one) => one.deferred.map(({ edge }) => edge)));
  const rows = report.why === undefined && format !== "tree" ? plannedRows(scope) : [];
  const shown =
    scope.kind === "kit"
      ? withPlanned(graph, scope.kit, rows)
      : withImplied(graph, whole, report.implied ?? []);
  return draw(shown, format, {
    circular: new Set(circularEdges(whole)),
    deferred,
    planned: new Set(rows.map(({ name }) => name)),
    title: titleOf(report),
    text: textOf(report, rows.length),
  });
}
