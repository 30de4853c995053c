import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Unit, Workspace } from "../model/workspace.ts";

/** What loading finds and a rule tells. */
const told: ReadonlySet<string> = new Set(["BP103"]);

/**
 * What was found wrong while the workspace was loaded, with the unit that it belongs to. Where a selection was made,
 * only what lies in a selected unit.
 */
export function carriedFindings(
  workspace: Workspace,
  units: readonly Unit[],
  selected: boolean,
): readonly Finding[] {
  const byFolder = new Map(units.map((unit) => [unit.folder, unit]));
  return workspace.findings.flatMap((carried) => {
    if (told.has(carried.ruleId)) return [];
    const unit = ownerOf(carried.file, byFolder);
    if (unit === undefined) return selected ? [] : [carried];
    return [finding({ ...carried, at: carried, blueprint: carried.blueprint ?? unit.name })];
  });
}

/** The unit in whose folder a file lies. */
export function ownerOf(file: string, byFolder: ReadonlyMap<string, Unit>): Unit | undefined {
  const ends = [...file.matchAll(/\//gu)].map((slash) => slash.index);
  const folders = [...ends.map((end) => file.slice(0, end)), file];
  return folders.map((folder) => byFolder.get(folder)).find((unit) => unit !== undefined);
}
