import type { ArchiveEntry } from "../archive/index.ts";
import { chartLimits, entryOf } from "../archive/index.ts";
import type { ChartDependency, ChartMetadata } from "../model/chart.ts";
import type { Digest } from "../model/digest.ts";
import { BpError } from "../model/error.ts";
import type { Spool } from "../model/ports.ts";
import type { Tree } from "../model/tree.ts";
import { emitYaml } from "../yaml/index.ts";
import { metadataFields } from "./fields.ts";
import { chartFiles } from "./files.ts";
import { LoadContext } from "./load-context.ts";
import type { LoadedChart, Subchart, SubchartSource } from "./load.ts";
import { loadChart, sortSubcharts } from "./load.ts";
import type { ResolvedDependency } from "./resolution.ts";
import { accepts } from "./resolution.ts";

/** A chart inside the package. */
export interface EmbeddedChart {
  readonly name: string;
  readonly version: string;
  readonly appVersion: string;
  readonly dependencies: readonly ChartDependency[];
  /** Below the package's top folder, as `charts/x` or `charts/x/charts/y`. */
  readonly path: string;
  /** As the embedding chart declares it, empty where it does not. */
  readonly repository: string;
  readonly source: SubchartSource;
  /** Of the archive in charts/, undefined for a chart that lay there as a folder. */
  readonly digest: Digest | undefined;
  readonly metadata: ChartMetadata;
}

/** A file of the package. */
export interface PlannedEntry extends ArchiveEntry {
  /** Where it comes from, as messages name it: relative to the tree's root, or inside an archive there. */
  readonly origin: string;
}

/** What a package will hold; nothing large is in memory. */
export interface PackagePlan {
  readonly name: string;
  readonly version: string;
  readonly metadata: ChartMetadata;
  /** In the order of interop §1.6, paths with the top folder. */
  readonly entries: readonly PlannedEntry[];
  /** Every embedded chart, those inside others too, sorted by path. */
  readonly subcharts: readonly EmbeddedChart[];
  /** Gives unpacked archives back; the entries cannot be opened afterwards. */
  dispose(): Promise<void>;
}

export interface PlanOptions {
  /** What resolveDependencies found. */
  readonly dependencies: readonly ResolvedDependency[];
  readonly spool: Spool;
}

/**
 * Decides what a chart's package holds, as `helm package` would, dependencies unpacked (interop §1.6).
 * @throws BpError MATERIAL, LIMIT, OUTSIDE_ROOT, BAD_ARCHIVE for a chart that Helm would refuse
 */
export async function planPackage(
  tree: Tree,
  chart: { readonly folder: string },
  options: PlanOptions,
): Promise<PackagePlan> {
  const context = new LoadContext(options.spool);
  try {
    const loaded = await loadFolder(tree, chart.folder, { ...options, context });
    const { metadata } = loaded;
    const entries = [...assemble(loaded, "")];
    checkSize(entries, chart.folder);
    const subcharts = [...embedded(loaded, "")];
    const { name, version } = metadata;
    return { name, version, metadata, entries, subcharts, dispose: () => context.dispose() };
  } catch (error) {
    await context.dispose();
    throw error;
  }
}

interface FolderOptions {
  readonly dependencies: readonly ResolvedDependency[];
  readonly context: LoadContext;
}

async function loadFolder(
  tree: Tree,
  folder: string,
  { dependencies, context }: FolderOptions,
): Promise<LoadedChart> {
  const loaded = await loadChart(await chartFiles(tree, folder), folder, context);
  const added = new Map<string, Subchart>();
  for (const { source, path, dependencies: below } of dependencies) {
    if (source === "charts" || added.has(path)) continue;
    const chart = await loadFolder(tree, path, { dependencies: below, context });
    added.set(path, { chart, source, digest: undefined });
  }
  if (added.size === 0) return loaded;
  const subcharts = sortSubcharts([...loaded.subcharts, ...added.values()], folder);
  return { ...loaded, subcharts };
}

function* assemble(chart: LoadedChart, prefix: string): Generator<PlannedEntry> {
  const { metadata, where, lock, files, subcharts } = chart;
  const base = `${prefix}${metadata.name}`;
  const isOld = metadata.apiVersion === "v1";
  const written = emitYaml(metadataFields(isOld ? { ...metadata, dependencies: [] } : metadata));
  const planned = (entry: ArchiveEntry): PlannedEntry => {
    return { ...entry, path: `${base}/${entry.path}`, origin: `${where}/${entry.path}` };
  };
  yield planned(entryOf("Chart.yaml", Buffer.from(written)));
  if (lock !== undefined) yield planned(entryOf("Chart.lock", Buffer.from(lock)));
  for (const file of files) yield planned(file);
  for (const subchart of subcharts) yield* assemble(subchart.chart, `${base}/charts/`);
}

function* embedded(parent: LoadedChart, prefix: string): Generator<EmbeddedChart> {
  for (const { chart, source, digest } of parent.subcharts) {
    const { name, version, appVersion, dependencies } = chart.metadata;
    const declared = parent.metadata.dependencies.find((dependency) => {
      return dependency.name === name && accepts(dependency, version);
    });
    const path = `${prefix}charts/${name}`;
    const repository = declared?.repository ?? "";
    const { metadata } = chart;
    yield { name, version, appVersion, dependencies, path, repository, source, digest, metadata };
    yield* embedded(chart, `${path}/`);
  }
}

function checkSize(entries: readonly ArchiveEntry[], folder: string): void {
  let total = 0;
  for (const { path, size } of entries) {
    total += size;
    if (total > chartLimits.total) {
      const reason = `with ${path} its package unpacks to ${total} bytes`;
      throw new BpError("LIMIT", `${folder}: ${reason}, Helm's limit is ${chartLimits.total}`);
    }
  }
  if (entries.length > chartLimits.entries) {
    throw new BpError(
      "LIMIT",
      `${folder}: its package holds more than ${chartLimits.entries} files`,
    );
  }
}
