import { inspectChart, packageChart, planPackage, resolveDependencies } from "../chart/index.ts";
import type {
  DependencyFault,
  DependentChart,
  PackagedChart,
  Resolution,
  ResolvedDependency,
} from "../chart/index.ts";
import type { Chart } from "../model/chart.ts";
import { BpError } from "../model/error.ts";
import type { Spool } from "../model/ports.ts";
import type { Tree } from "../model/tree.ts";
import type { Workspace } from "../model/workspace.ts";

/** The workspace, and what reads its files. */
export interface Source {
  readonly tree: Tree;
  readonly workspace: Workspace;
  /** An `oci://` dependency on a chart of this workspace is taken from the workspace. */
  readonly workspaceDependencies: boolean;
}

export interface Package {
  readonly chart: PackagedChart;
  /** One line for each dependency that was taken from the workspace. */
  readonly notes: readonly string[];
}

/**
 * A chart's archive with its dependencies inside, checked by reading it back: what is pushed is never hollow.
 * @throws BpError MATERIAL naming every dependency that is missing or does not fit; LIMIT, OUTSIDE_ROOT, BAD_ARCHIVE for
 *   a chart that Helm would refuse
 */
export async function packageUnit(chart: Chart, source: Source, spool: Spool): Promise<Package> {
  const { request, notes } = await packRequest(chart, source);
  return { chart: await packChart(source.tree, request, spool), notes };
}

/** All that the tree must be asked for to pack a chart; plain data, so that another thread can do it. */
export interface PackRequest {
  /** The chart's, relative to the tree's root. */
  readonly folder: string;
  readonly dependencies: readonly ResolvedDependency[];
}

/** @throws BpError MATERIAL naming every dependency that is missing or does not fit */
export async function packRequest(
  { folder, metadata }: DependentChart,
  source: Source,
): Promise<{ readonly request: PackRequest } & Pick<Package, "notes">> {
  const { resolved, faults } = await resolveUnit({ folder, metadata }, source);
  const [first] = faults;
  if (first !== undefined) throw unresolved(first, faults);
  return { request: { folder, dependencies: resolved }, notes: [...workspaceNotes(resolved)] };
}

/** Makes the archive, and reads it back. @throws BpError as packageUnit */
export async function packChart(
  tree: Tree,
  { folder, dependencies }: PackRequest,
  spool: Spool,
): Promise<PackagedChart> {
  const plan = await planPackage(tree, { folder }, { dependencies, spool });
  try {
    const packaged = await packageChart(plan, spool);
    await assertWhole(packaged);
    return packaged;
  } finally {
    await plan.dispose();
  }
}

/** The chart's dependencies, found in charts/, by `file://` or in the workspace. */
export function resolveUnit(chart: DependentChart, source: Source): Promise<Resolution> {
  const { tree, workspace, workspaceDependencies } = source;
  const charts = chartsOf(workspace);
  return resolveDependencies(tree, chart, { charts, workspaceDependencies });
}

const known = new WeakMap<Workspace, ReadonlyMap<string, Chart>>();

/** The workspace's charts by name. */
function chartsOf(workspace: Workspace): ReadonlyMap<string, Chart> {
  const found =
    known.get(workspace) ??
    new Map(
      workspace.units.flatMap(({ chart }) =>
        chart ? [[chart.metadata.name, chart] as const] : [],
      ),
    );
  known.set(workspace, found);
  return found;
}

async function assertWhole(packaged: PackagedChart): Promise<void> {
  const { content, name, version } = packaged;
  const { faults } = await inspectChart(content.open(), `${name}-${version}.tgz`);
  if (faults.length === 0) return;
  await content.dispose();
  const why = faults.map(({ ruleId, message }) => `${message} (${ruleId})`).join("; ");
  throw new BpError("MATERIAL", `the package of ${name} ${version} is hollow: ${why}`, {
    hint: "declare the upstream charts and put them into charts/",
  });
}

/** What resolving met, as one error. */
export function unresolved(first: DependencyFault, faults: readonly DependencyFault[]): BpError {
  const lines = faults.map(({ at, message }) => `${at.file}:${at.line}:${at.column}: ${message}`);
  return new BpError("MATERIAL", lines.join("\n  "), {
    hint: first.help,
  });
}

function* workspaceNotes(resolved: readonly ResolvedDependency[]): Generator<string> {
  for (const { dependency, source, version, path, dependencies } of resolved) {
    if (source === "workspace")
      yield `${dependency.name} ${version} is taken from the workspace, ${path}`;
    if (source === "charts" && dependency.repository.startsWith("file://"))
      yield `${dependency.name} ${version} is as it was vendored, ${path}`;
    yield* workspaceNotes(dependencies);
  }
}
