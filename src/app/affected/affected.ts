import { byCodeUnit } from "../../model/order.ts";
import type { Unit } from "../../model/workspace.ts";
import { ships } from "../../model/workspace.ts";
import { predecessors } from "../publish/predecessors.ts";
import type { Shard } from "../publish/shard.ts";
import { inShard } from "../publish/shard.ts";
import { inWaves } from "../publish/waves.ts";
import { select } from "../select.ts";
import type { Comparison } from "./compare.ts";
import { compareRevisions } from "./compare.ts";
import type { AffectedBlueprint, AffectedReport } from "./report.ts";
import type { ReleaseTag } from "./tag.ts";
import { unitOfTag } from "./tag.ts";

export interface AffectedInput {
  readonly comparison: Comparison;
  /** The commits, `base` null where there is nothing to compare with. */
  readonly base: string | null;
  readonly head: string;
  /** What the tag selects is affected, and nothing else; undefined: what changed is. */
  readonly tag: ReleaseTag | undefined;
  /** The folders to stay within; undefined: all. */
  readonly within: ReadonlySet<string> | undefined;
  readonly withDependents: boolean;
  /** Of the waves this one alone; undefined: all. */
  readonly wave: number | undefined;
  readonly shard: Shard | undefined;
  /** What a person should know already. */
  readonly notes: readonly string[];
}

/**
 * What a publish of the newer revision would push that the older had not, in waves.
 * @throws BpError MATERIAL, EMPTY_SELECTION for a tag that names no blueprint, or another version
 */
export async function affected(input: AffectedInput): Promise<AffectedReport> {
  const { comparison, base, head, tag } = input;
  const { units } = comparison.after.workspace;
  const found = tag === undefined ? await changedUnits(input) : taggedUnit(units, tag);
  const chosen = input.withDependents ? withDependents(found.reasons, input) : found.reasons;
  const blueprints = placed(chosen, input).filter(({ wave }) => wave === (input.wave ?? wave));
  return {
    schemaVersion: 1,
    command: "affected",
    ok: true,
    exitCode: 0,
    findings: [],
    base,
    head,
    blueprints: input.shard === undefined ? blueprints : inShard(blueprints, input.shard),
    removed: found.removed.map(({ name, folder }) => ({ name, folder })),
    notes: [...input.notes, ...found.notes],
  };
}

type Reason = Pick<AffectedBlueprint, "reason" | "because">;

/** By folder. */
type Reasons = ReadonlyMap<string, Reason>;

interface FoundUnits {
  readonly reasons: Reasons;
  readonly removed: readonly Unit[];
  readonly notes: readonly string[];
}

async function changedUnits({ comparison }: AffectedInput): Promise<FoundUnits> {
  const { changed, compositions, removed, notes } = await compareRevisions(comparison);
  const reasons = new Map(
    [...changed].map(([folder, reason]) => [
      folder,
      { reason, because: compositions.has(folder) ? ["compositions/"] : [] },
    ]),
  );
  return { reasons, removed, notes };
}

function taggedUnit(units: readonly Unit[], tag: ReleaseTag): FoundUnits {
  const { folder } = unitOfTag(units, tag);
  const reasons = new Map([[folder, { reason: "tag", because: [] }] as const]);
  return { reasons, removed: [], notes: [] };
}

/** The affected, and what needs one of them directly or by others. */
function withDependents(reasons: Reasons, { comparison }: AffectedInput): Reasons {
  if (reasons.size === 0) return reasons;
  const { workspace, workspaceDependencies } = comparison.after;
  const all = select(workspace, {
    selectors: [...reasons.keys()],
    all: false,
    withDependencies: false,
    withDependents: true,
    folder: "",
  });
  const { before } = predecessors(workspace.units, workspaceDependencies);
  const names = new Map(workspace.units.map(({ folder, name }) => [folder, name]));
  const chosen = new Set(all.map(({ folder }) => folder));
  const more = all.flatMap((unit) => {
    const { folder } = unit;
    if (reasons.has(folder) || !ships(unit)) return [];
    const needed = [...(before.get(folder) ?? [])].filter((one) => chosen.has(one));
    const because = needed.flatMap((one) => names.get(one) ?? []).toSorted(byCodeUnit);
    return [[folder, { reason: "dependent", because }] as const];
  });
  return new Map<string, Reason>([...reasons, ...more]);
}

/** What is asked about, in the waves of its publish. */
function placed(
  reasons: Reasons,
  { comparison, within }: AffectedInput,
): readonly AffectedBlueprint[] {
  const { workspace, workspaceDependencies } = comparison.after;
  const units = workspace.units.filter(
    ({ folder }) => reasons.has(folder) && (within?.has(folder) ?? true),
  );
  return inWaves(units, workspaceDependencies).placed.flatMap(({ unit, wave }) => {
    const { name, folder, version } = unit;
    const reason = reasons.get(folder);
    return reason === undefined ? [] : [{ name, folder, version, ...reason, wave }];
  });
}
