import type { Digest } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import type { Spool } from "../../model/ports.ts";
import type { Unit } from "../../model/workspace.ts";
import { ships } from "../../model/workspace.ts";
import type { Source } from "../packaging.ts";
import { inputsOf } from "./inputs.ts";
import { compositionsDigest, payloadOf } from "./payload.ts";

/** Two revisions of a workspace. */
export interface Comparison {
  /** Undefined: there is nothing to compare with, and everything is new. */
  readonly before: Source | undefined;
  readonly after: Source;
  /** Whether the folder holds the same files in both, and leads nowhere else. */
  readonly isSame: (folder: string) => boolean;
  readonly spool: Spool;
}

/** Why a unit is to be published. */
export type Change = "new" | "changed";

export interface Changes {
  /** By folder. */
  readonly changed: ReadonlyMap<string, Change>;
  /** Those of the changed whose compositions/ are among what changed. */
  readonly compositions: ReadonlySet<string>;
  /** What is published no more. */
  readonly removed: readonly Unit[];
  /** What cannot be packaged, as sentences: they count as changed. */
  readonly notes: readonly string[];
}

/** The units of which a publish would push other bytes than before. A unit is known by its name, wherever it lies. */
export async function compareRevisions(comparison: Comparison): Promise<Changes> {
  const { before, after } = comparison;
  const known = byName(before?.workspace.units ?? []);
  const changed = new Map<string, Change>();
  const compositions = new Set<string>();
  const notes: string[] = [];
  for (const unit of after.workspace.units) {
    if (!ships(unit)) continue;
    const previous = known.get(unit.name);
    const change = previous === undefined ? "new" : await changeOf(previous, unit, comparison);
    if (change === undefined) continue;
    changed.set(unit.folder, typeof change === "string" ? change : "changed");
    if (change === "changed" && (await hasOtherCompositions(previous, unit, comparison)))
      compositions.add(unit.folder);
    if (typeof change !== "string") notes.push(`${unit.name}: ${change.message}`);
  }
  const names = byName(after.workspace.units);
  const removed = [...known.values()].filter(({ name }) => !names.has(name));
  return { changed, compositions, removed, notes };
}

async function hasOtherCompositions(
  previous: Unit | undefined,
  unit: Unit,
  { before, after }: Comparison,
): Promise<boolean> {
  if (previous === undefined || before === undefined) return false;
  return (await compositionsDigest(previous, before)) !== (await compositionsDigest(unit, after));
}

/** The first by folder where two claim a name. */
function byName(units: readonly Unit[]): ReadonlyMap<string, Unit> {
  return new Map(
    units
      .filter(ships)
      .toReversed()
      .map((unit) => [unit.name, unit]),
  );
}

/** An error where the chart cannot be packaged now. */
async function changeOf(
  previous: Unit,
  unit: Unit,
  comparison: Comparison,
): Promise<Change | BpError | undefined> {
  const { before, after, spool } = comparison;
  if (before === undefined) return "new";
  if (await isUntouched(previous, unit, { ...comparison, before })) return undefined;
  const now = await attempt(() => payloadOf(unit, after, spool));
  if (now instanceof BpError) return now;
  const then = await attempt(() => payloadOf(previous, before, spool));
  return then === now ? undefined : "changed";
}

/** What is made of the same files, and locked alike, has the same payload: it need not be packaged to know that. */
async function isUntouched(
  previous: Unit,
  unit: Unit,
  { before, after, isSame }: Comparison & { readonly before: Source },
): Promise<boolean> {
  if (previous.folder !== unit.folder || !isSame(unit.folder)) return false;
  const locks = [before, after].map((source) => locked(unit, source));
  if (locks[0] !== locks[1]) return false;
  const folders = [...(await inputsOf(unit, after)), ...(await inputsOf(previous, before))];
  return folders.every((folder) => isSame(folder));
}

function locked({ chart }: Unit, source: Source | undefined): string {
  const entries = source?.workspace.lock?.charts.get(chart?.folder ?? "") ?? [];
  return JSON.stringify([...entries].map(([name, { version, sha256 }]) => [name, version, sha256]));
}

async function attempt(
  run: () => Promise<Digest | undefined>,
): Promise<Digest | undefined | BpError> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof BpError) return error;
    throw error;
  }
}
