import { chartLimits } from "../archive/index.ts";
import type { ChartDependency, ChartMetadata, VendoredChart } from "../model/chart.ts";
import { joinPath } from "../model/join-path.ts";
import type { Tree } from "../model/tree.ts";
import { readChartYaml, withRequirements } from "./chart-yaml.ts";
import { readPacked } from "./read-packed.ts";

interface Nearby {
  readonly folder: string;
  readonly metadata: ChartMetadata;
}

/** The chart's dependencies; those of an old chart stand in requirements.yaml. */
export async function declaredDependencies(
  tree: Tree,
  { folder, metadata }: Nearby,
): Promise<readonly ChartDependency[]> {
  const file = joinPath(folder, "requirements.yaml");
  if (metadata.apiVersion === "v2" || !(await isFile(tree, file))) return metadata.dependencies;
  return withRequirements(metadata, await tree.read(file, chartLimits.file), folder).dependencies;
}

/**
 * What lies in a chart's charts/, by the embedded Chart.yaml, sorted by path; what Helm passes over is left out.
 * @throws BpError BAD_ARCHIVE, LIMIT or MATERIAL for a chart there that Helm could not load
 */
export async function vendoredCharts(
  tree: Tree,
  folder: string,
): Promise<readonly VendoredChart[]> {
  const charts = joinPath(folder, "charts");
  if ((await tree.stat(charts))?.kind !== "folder") return [];
  const found: VendoredChart[] = [];
  for (const { name } of await tree.list(charts)) {
    if (/^[._]/u.test(name)) continue;
    const chart = await vendoredChart(tree, joinPath(charts, name));
    if (chart !== undefined) found.push({ ...chart, path: `charts/${name}` });
  }
  return found;
}

async function vendoredChart(
  tree: Tree,
  path: string,
): Promise<Omit<VendoredChart, "path"> | undefined> {
  if (await isFile(tree, path)) {
    return path.endsWith(".tgz") ? { ...(await readPacked(tree, path)), packed: true } : undefined;
  }
  const chart = await readChartFolder(tree, path);
  if (chart === undefined) return undefined;
  return { name: chart.metadata.name, version: chart.metadata.version, packed: false };
}

/** The chart that a `file://` repository names, relative to the dependent chart; "outside" where it leaves the tree. */
export async function fileChart(
  tree: Tree,
  folder: string,
  repository: string,
): Promise<Nearby | "outside" | undefined> {
  const written = repository.slice("file://".length);
  const path = written.startsWith("/") ? undefined : resolvePath(folder, written);
  return path === undefined ? "outside" : readChartFolder(tree, path);
}

async function readChartFolder(tree: Tree, folder: string): Promise<Nearby | undefined> {
  const file = joinPath(folder, "Chart.yaml");
  if (!(await isFile(tree, file))) return undefined;
  return { folder, metadata: readChartYaml(await tree.read(file, chartLimits.file), folder) };
}

async function isFile(tree: Tree, path: string): Promise<boolean> {
  return (await tree.stat(path))?.kind === "file";
}

/** The path without `.` and `..`, undefined where it climbs above the root. */
function resolvePath(folder: string, relative: string): string | undefined {
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of relative.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}
