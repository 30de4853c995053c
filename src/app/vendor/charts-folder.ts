import { createHash } from "node:crypto";

import { chartLimits, entryOf } from "../../archive/index.ts";
import { packedMetadata, readChartYaml } from "../../chart/index.ts";
import { isBpError } from "../../model/error.ts";
import type { Tree } from "../../model/tree.ts";

/** A chart in charts/. */
export interface PresentChart {
  readonly name: string;
  readonly version: string;
}

/** What lies in a chart's charts/ already; what Helm passes over is left out. */
export interface ChartsFolder {
  /** By file name; those that hold no chart are left out. */
  readonly archives: ReadonlyMap<string, PresentChart & { readonly sha256: string }>;
  /** Unpacked ones by folder name. */
  readonly folders: ReadonlyMap<string, PresentChart>;
}

/** @throws BpError UNREADABLE, OUTSIDE_ROOT */
export async function readChartsFolder(tree: Tree, folder: string): Promise<ChartsFolder> {
  const charts = `${folder}/charts`;
  const archives = new Map<string, PresentChart & { readonly sha256: string }>();
  const folders = new Map<string, PresentChart>();
  if ((await tree.stat(charts))?.kind !== "folder") return { archives, folders };
  for (const { name } of await tree.list(charts)) {
    if (/^[._]/u.test(name)) continue;
    const path = `${charts}/${name}`;
    const kind = (await tree.stat(path))?.kind;
    const archive = kind === "file" ? await archiveIn(tree, path) : undefined;
    if (archive !== undefined) archives.set(name, archive);
    const unpacked = kind === "folder" ? await folderIn(tree, path) : undefined;
    if (unpacked !== undefined) folders.set(name, unpacked);
  }
  return { archives, folders };
}

async function archiveIn(
  tree: Tree,
  path: string,
): Promise<(PresentChart & { readonly sha256: string }) | undefined> {
  try {
    const bytes = await tree.read(path, chartLimits.file);
    const { name, version } = await packedMetadata(entryOf(path, bytes).open(), path);
    return { name, version, sha256: createHash("sha256").update(bytes).digest("hex") };
  } catch (error) {
    // A broken one is no chart: it gives way to a good one, and is left alone otherwise.
    if (isBpError(error, "BAD_ARCHIVE", "LIMIT", "MATERIAL")) return undefined;
    throw error;
  }
}

async function folderIn(tree: Tree, path: string): Promise<PresentChart | undefined> {
  const file = `${path}/Chart.yaml`;
  if ((await tree.stat(file))?.kind !== "file") return undefined;
  const { name, version } = readChartYaml(await tree.read(file, chartLimits.file), path);
  return { name, version };
}
