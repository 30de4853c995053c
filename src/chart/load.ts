import type { ArchiveEntry } from "../archive/index.ts";
import type { ChartMetadata } from "../model/chart.ts";
import type { Digest } from "../model/digest.ts";
import { BpError } from "../model/error.ts";
import { compareBytes } from "../model/order.ts";
import { contentOf } from "./bytes.ts";
import { readChartYaml, readYaml, withRequirements } from "./chart-yaml.ts";
import type { FileGroups } from "./groups.ts";
import { groupFiles } from "./groups.ts";
import type { LoadContext } from "./load-context.ts";
import { unpack } from "./load-context.ts";
import { rewriteLock } from "./lock.ts";
import { checkSchema } from "./schema-check.ts";

/** Where an embedded chart came from. */
export type SubchartSource = "charts" | "file" | "workspace";

export interface Subchart {
  readonly chart: LoadedChart;
  readonly source: SubchartSource;
  /** Of the archive that it was unpacked from. */
  readonly digest: Digest | undefined;
}

/** A chart as Helm's loader sees it. */
export interface LoadedChart {
  /** The chart's folder or archive, as messages name it. */
  readonly where: string;
  /** Requirements of an old chart included. */
  readonly metadata: ChartMetadata;
  /** What Chart.lock becomes in the package. */
  readonly lock: string | undefined;
  /** All but Chart.yaml, the lock and the subcharts, in the order of the package. */
  readonly files: readonly ArchiveEntry[];
  /** Sorted by name. */
  readonly subcharts: readonly Subchart[];
}

const depthLimit = 16;

/**
 * Sorts a chart's files as Helm does (pkg/chart/v2/loader, LoadFiles) and unpacks what charts/ holds.
 * @param where the chart's folder or archive, as messages name it
 * @throws BpError MATERIAL for what Helm would refuse, BAD_ARCHIVE and LIMIT for archives in charts/
 */
export async function loadChart(
  entries: readonly ArchiveEntry[],
  where: string,
  context: LoadContext,
  depth = 0,
): Promise<LoadedChart> {
  if (depth > depthLimit) throw new BpError("LIMIT", `${where}: charts in charts, too deep`);
  const groups = groupFiles(entries, where);
  const metadata = await readFields(groups, where);
  if (groups.schema !== undefined) await checkSchema(groups.schema, where);
  const isOld = metadata.apiVersion === "v1";
  const subcharts: Subchart[] = [];
  for (const [name, files] of groups.subcharts) {
    subcharts.push(await loadSubchart(name, files, { where, context, depth }));
  }
  const lock = groups.requirementsLock ?? groups.lock;
  return {
    where,
    metadata,
    lock: lock === undefined || isOld ? undefined : await readLock(lock, where),
    files: isOld ? groups.files : groups.files.filter((entry) => !isRequirements(entry)),
    subcharts: sortSubcharts(subcharts, where),
  };
}

/** Sorted by name. @throws BpError MATERIAL where two have one name: a package holds each name once */
export function sortSubcharts(subcharts: readonly Subchart[], where: string): readonly Subchart[] {
  const sorted = subcharts.toSorted((a, b) => {
    return compareBytes(a.chart.metadata.name, b.chart.metadata.name);
  });
  for (const [index, { chart }] of sorted.entries()) {
    const next = sorted[index + 1]?.chart.metadata;
    if (next?.name !== chart.metadata.name) continue;
    const versions = `${chart.metadata.version} and ${next.version}`;
    throw new BpError("MATERIAL", `${where}: two subcharts are called ${next.name} (${versions})`);
  }
  return sorted;
}

function isRequirements({ path }: ArchiveEntry): boolean {
  return path === "requirements.yaml" || path === "requirements.lock";
}

async function loadSubchart(
  name: string,
  files: readonly ArchiveEntry[],
  parent: { where: string; context: LoadContext; depth: number },
): Promise<Subchart> {
  const { context, depth } = parent;
  const where = `${parent.where}/charts/${name}`;
  const archive = name.endsWith(".tgz") ? files[0] : undefined;
  if (archive === undefined) {
    const chart = await loadChart(files, where, context, depth + 1);
    return { chart, source: "charts", digest: undefined };
  }
  if (archive.path !== name) throw new BpError("MATERIAL", `${where} is a folder, not an archive`);
  const { entries, digest } = await unpack(archive, where, context);
  return {
    chart: await loadChart(entries, where, context, depth + 1),
    source: "charts",
    digest,
  };
}

async function readLock(entry: ArchiveEntry, where: string): Promise<string | undefined> {
  const file = `${where}/${entry.path}`;
  return rewriteLock(readYaml(await contentOf(entry, file), file), file);
}

async function readFields(groups: FileGroups, where: string): Promise<ChartMetadata> {
  const { chartYaml, requirements } = groups;
  if (chartYaml === undefined)
    throw new BpError("MATERIAL", `${where} is not a chart: no Chart.yaml`);
  const metadata = readChartYaml(await contentOf(chartYaml, where), where);
  if (requirements === undefined) return metadata;
  return withRequirements(metadata, await contentOf(requirements, where), where);
}
