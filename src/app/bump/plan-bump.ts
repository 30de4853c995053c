import type { Finding } from "../../model/finding.ts";
import { sortFindings } from "../../model/finding.ts";
import type { Tree } from "../../model/tree.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import type { DraftTree } from "../../workspace/index.ts";
import type { Config } from "../config.ts";
import type { FixPlan } from "../fix/plan.ts";
import { planFixes } from "../fix/plan.ts";
import { load } from "../load.ts";
import type { Cascade } from "./cascade.ts";
import { lockOutOfStep } from "./chart-lock.ts";
import { outOfStep } from "./out-of-step.ts";
import { unknownBytes } from "./unknown-bytes.ts";

export interface BumpPlanInput {
  readonly tree: Tree;
  readonly workspace: Workspace;
  readonly config: Config;
  readonly cascade: Cascade;
  /** What is written before any version is: changelogs. */
  readonly begin: (draft: DraftTree) => Promise<void>;
}

export type BumpPlan = FixPlan<{ readonly findings: readonly Finding[] }>;

/** Brings every place of the stepped units to their new versions, in a draft; what is left out of step is in the result. */
export function planBump(input: BumpPlanInput): Promise<BumpPlan> {
  const { tree, config, cascade, workspace: before } = input;
  const { workspaceDependencies } = config;
  const lockstep = new Set(config.lockstep);
  const tell = async (draft: Tree): Promise<{ findings: readonly Finding[] }> => {
    const workspace = await load(draft, config);
    const units = new Map(workspace.units.map((unit) => [unit.folder, unit]));
    const wanted = [...cascade.steps.values()].flatMap(({ unit: { folder }, to }) => {
      const unit = units.get(folder);
      return unit === undefined ? [] : [{ unit, version: to }];
    });
    const { frozen } = cascade;
    const places = outOfStep(wanted, { workspace, workspaceDependencies, lockstep, frozen });
    const locks = await locksOf(draft, { before, now: workspace }, cascade);
    const bytes = workspaceDependencies ? [] : unknownBytes(workspace, movedIn(cascade));
    return { findings: sortFindings([...places, ...locks, ...bytes]) };
  };
  return planFixes(tree, tell, input.begin);
}

async function locksOf(
  draft: Tree,
  { before, now }: { readonly before: Workspace; readonly now: Workspace },
  { steps, frozen }: Cascade,
): Promise<readonly Finding[]> {
  const moved = movedIn({ steps });
  const old = new Map<string, Unit>(before.units.map((unit) => [unit.folder, unit]));
  const found = await Promise.all(
    now.units.map(async ({ folder, chart }) => {
      const was = old.get(folder)?.chart;
      if (chart === undefined || was === undefined || frozen.has(folder)) return [];
      if (!chart.metadata.dependencies.some(({ name }) => moved.has(name))) return [];
      return lockOutOfStep(draft, { before: was, now: chart }, moved);
    }),
  );
  return found.flat();
}

/** The new versions by chart name. */
function movedIn({ steps }: Pick<Cascade, "steps">): ReadonlyMap<string, string> {
  return new Map(
    [...steps.values()].map(({ unit, to }) => [unit.chart?.metadata.name ?? unit.name, to]),
  );
}
