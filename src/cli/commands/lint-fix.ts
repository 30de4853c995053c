import type { FixPlan, Repair } from "../../app/fix/plan.ts";
import { planFixes, textsOf } from "../../app/fix/plan.ts";
import type { LintReport } from "../../app/lint.ts";
import { load } from "../../app/load.ts";
import { BpError } from "../../model/error.ts";
import type { Tree } from "../../model/tree.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import type { Block } from "../../report/index.ts";
import { unifiedDiff } from "../../report/index.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { count } from "../phrase.ts";

/** What the rules say of these units of a workspace, whose files the tree has. */
export type Tell = (
  tree: Tree,
  workspace: Workspace,
  units: readonly Unit[],
) => Promise<LintReport>;

/** What was repaired, and what the rules say now; with `--dry-run`, what would be and would say. */
export interface Fixed {
  readonly report: LintReport;
  readonly blocks: readonly Block[];
  /** Nothing was written: the blocks are the diff, and all there is to show. */
  readonly dryRun: boolean;
}

/** @throws BpError USAGE for options that do not go with `--fix` */
export function wantsFix(options: CommandOptions): boolean {
  if (!flag(options, "fix")) {
    if (!flag(options, "dryRun")) return false;
    throw new BpError("USAGE", "--dry-run goes with --fix", { hint: "write --fix --dry-run" });
  }
  if (flag(options, "staged"))
    throw new BpError("USAGE", "--fix repairs files on the disk, --staged looks at git's index", {
      hint: "run `bp lint --fix`, then stage the files",
    });
  if (textOption(options, "writeBaseline") === undefined) return true;
  throw new BpError("USAGE", "--fix and --write-baseline are two ways to deal with findings", {
    hint: "run `bp lint --fix` first",
  });
}

/**
 * Repairs the units in these folders.
 * @throws BpError UNREADABLE where a file changed meanwhile or cannot be written
 */
export async function fix(
  units: readonly Unit[],
  options: CommandOptions,
  context: Context,
  tell: Tell,
): Promise<Fixed> {
  const { tree, config } = await context.workspace({ contents: true });
  const folders = new Set(units.map(({ folder }) => folder));
  const plan = await planFixes(tree, async (draft: Tree) => {
    const workspace = await load(draft, config, { contents: true });
    return tell(
      draft,
      workspace,
      workspace.units.filter(({ folder }) => folders.has(folder)),
    );
  });
  const dryRun = flag(options, "dryRun");
  if (!dryRun) await context.replaceFiles(plan.files);
  const report = { ...plan.result, fixed: plan.repairs };
  return { report, blocks: dryRun ? await diffOf(plan) : repaired(plan.repairs), dryRun };
}

async function diffOf({ files }: FixPlan<LintReport>): Promise<readonly Block[]> {
  if (files.length === 0) return [{ kind: "line", text: "nothing to repair", tone: "good" }];
  return [{ kind: "raw", text: await unifiedDiff(files.map(textsOf)), language: "diff" }];
}

function repaired(repairs: readonly Repair[]): readonly Block[] {
  if (repairs.length === 0) return [];
  const files = Map.groupBy(repairs, ({ file }) => file);
  const lines = [...files].map(([file, made]) => `  ${file}: ${rulesOf(made)}`);
  const text = [`repaired ${count(repairs.length, "finding")}:`, ...lines, ""].join("\n");
  return [{ kind: "line", text, tone: "good" }];
}

function rulesOf(repairs: readonly Repair[]): string {
  const rules = Map.groupBy(repairs, ({ ruleId }) => ruleId);
  return [...rules]
    .map(([rule, made]) => (made.length === 1 ? rule : `${rule} (${made.length})`))
    .join(", ");
}
