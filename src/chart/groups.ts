import type { ArchiveEntry } from "../archive/index.ts";
import { BpError } from "../model/error.ts";

/** A chart's files by what Helm does with them. */
export interface FileGroups {
  readonly chartYaml: ArchiveEntry | undefined;
  readonly lock: ArchiveEntry | undefined;
  readonly requirements: ArchiveEntry | undefined;
  readonly requirementsLock: ArchiveEntry | undefined;
  readonly schema: ArchiveEntry | undefined;
  /** values.yaml, values.schema.json, templates, then all others (interop §1.6). */
  readonly files: readonly ArchiveEntry[];
  /** What charts/ holds, by the name there; paths below that name, or the name itself for a file. */
  readonly subcharts: ReadonlyMap<string, readonly ArchiveEntry[]>;
}

const charts = "charts/";

/** @throws BpError MATERIAL for a file in charts/ that is no chart */
export function groupFiles(entries: readonly ArchiveEntry[], where: string): FileGroups {
  const named = (path: string): ArchiveEntry | undefined => {
    return entries.find((entry) => entry.path === path);
  };
  const [values, schema] = [named("values.yaml"), named("values.schema.json")];
  const templates = entries.filter(({ path }) => path.startsWith("templates/"));
  return {
    chartYaml: named("Chart.yaml"),
    lock: named("Chart.lock"),
    requirements: named("requirements.yaml"),
    requirementsLock: named("requirements.lock"),
    schema,
    files: [values, schema, ...templates, ...entries.filter(({ path }) => isOther(path))].filter(
      (entry) => entry !== undefined,
    ),
    subcharts: subchartsOf(entries, where),
  };
}

const special: ReadonlySet<string> = new Set([
  "Chart.yaml",
  "Chart.lock",
  "values.yaml",
  "values.schema.json",
]);

function isOther(path: string): boolean {
  if (path.startsWith(charts)) return path.endsWith(".prov");
  return !special.has(path) && !path.startsWith("templates/");
}

function subchartsOf(
  entries: readonly ArchiveEntry[],
  where: string,
): ReadonlyMap<string, readonly ArchiveEntry[]> {
  const groups = new Map<string, ArchiveEntry[]>();
  for (const entry of entries) {
    if (!entry.path.startsWith(charts) || entry.path.endsWith(".prov")) continue;
    const below = entry.path.slice(charts.length);
    const slash = below.indexOf("/");
    const name = slash === -1 ? below : below.slice(0, slash);
    if (/^[_.]/u.test(name)) continue;
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    group.push({ ...entry, path: placeBelow(below, slash, where) });
  }
  return groups;
}

function placeBelow(below: string, slash: number, where: string): string {
  if (below.endsWith(".tgz") && slash === -1) return below;
  if (slash !== -1) return below.slice(slash + 1);
  throw new BpError(
    "MATERIAL",
    `${where}/charts/${below} is neither a chart nor an archive of one`,
    {
      hint: "Helm refuses such a chart: move the file, or list it in .helmignore",
    },
  );
}
