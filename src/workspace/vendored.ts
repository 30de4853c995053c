import { readMetadata } from "../chart/index.ts";
import type { VendoredChart } from "../model/chart.ts";
import type { Tree, TreeEntry } from "../model/tree.ts";
import { joinPath } from "./path.ts";
import type { Reading } from "./reading.ts";

/** Reads name and version out of a packed chart. @throws BpError where it cannot */
export type ReadPacked = (
  tree: Tree,
  path: string,
) => Promise<{ readonly name: string; readonly version: string }>;

/** What lies in a chart's charts/ folder, sorted by path. Names that begin with _ or . are passed over, as Helm does. */
export async function readVendored(
  reading: Reading,
  chartFolder: string,
  readPacked: ReadPacked | undefined,
): Promise<readonly VendoredChart[]> {
  const folder = joinPath(chartFolder, "charts");
  const entries = await reading.attempt(folder, () => reading.tree.list(folder));
  const seen = (entries ?? []).filter(({ name }) => !/^[._]/u.test(name));
  const found = await Promise.all(seen.map((entry) => readOne(reading, folder, entry, readPacked)));
  return found.filter((chart) => chart !== undefined);
}

async function readOne(
  reading: Reading,
  folder: string,
  entry: TreeEntry,
  readPacked: ReadPacked | undefined,
): Promise<VendoredChart | undefined> {
  const path = joinPath(folder, entry.name);
  const below = joinPath("charts", entry.name);
  if (entry.name.endsWith(".tgz")) {
    const fallback = { name: entry.name.slice(0, -".tgz".length), version: "" };
    const read = await reading.attempt(
      path,
      async () => readPacked?.(reading.tree, path) ?? fallback,
    );
    return { ...(read ?? fallback), path: below, packed: true };
  }
  return readUnpacked(reading, path, below);
}

async function readUnpacked(
  reading: Reading,
  folder: string,
  below: string,
): Promise<VendoredChart | undefined> {
  const file = joinPath(folder, "Chart.yaml");
  const stat = await reading.attempt(file, () => reading.tree.stat(file));
  if (stat?.kind !== "file") return undefined;
  const [document] = (await reading.yaml(file)).documents;
  if (document === undefined) return undefined;
  const { name, version } = readMetadata(document, file).metadata;
  return { name, version, path: below, packed: false };
}
