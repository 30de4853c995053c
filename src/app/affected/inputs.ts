import type { ResolvedDependency } from "../../chart/index.ts";
import type { Unit } from "../../model/workspace.ts";
import { resolveUnit } from "../packaging.ts";
import type { Source } from "../packaging.ts";

/** The folders of the workspace that a unit's package is made of: its own, and those of the charts that it embeds. */
export async function inputsOf(unit: Unit, source: Source): Promise<ReadonlySet<string>> {
  const folders = new Set([unit.folder]);
  if (unit.chart === undefined) return folders;
  const { resolved } = await resolveUnit(unit.chart, source);
  for (const folder of embedded(resolved)) folders.add(folder);
  return folders;
}

function* embedded(resolved: readonly ResolvedDependency[]): Iterable<string> {
  for (const { source, path, dependencies } of resolved) {
    if (source !== "charts") yield path;
    yield* embedded(dependencies);
  }
}
