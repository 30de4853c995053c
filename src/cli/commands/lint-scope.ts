import { existsSync } from "node:fs";
import { resolve } from "node:path";

import type { LintBase } from "../../app/lint.ts";
import { lintUnits } from "../../app/lint.ts";
import { select } from "../../app/select.ts";
import { BpError } from "../../model/error.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import type { SourceLines } from "../../report/index.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { findBase, findStaged, loadRevision, standing, treeLines } from "../revision.ts";
import { selectionOf } from "../selection.ts";
import type { HowToLint } from "./lint-settings.ts";

/** What is looked at. */
export interface LintScope {
  readonly workspace: Workspace;
  readonly units: readonly Unit[];
  readonly lines: (files: readonly string[]) => Promise<SourceLines>;
  close(): Promise<void>;
}

/** The files on the disk, or with `--staged` those of git's index. */
export async function lintScope(
  args: readonly string[],
  options: CommandOptions,
  context: Context,
): Promise<LintScope> {
  const { relative } = context;
  if (flag(options, "staged")) return stagedScope(args, options, context);
  const { workspace, folder } = await context.workspace({ contents: true });
  const selection = selectionOf(args, options, { relative, folder });
  return {
    workspace,
    units: select(workspace, selection),
    lines: context.sourceLines,
    close: async () => undefined,
  };
}

/**
 * The units of the files given, else of those that are staged. A file in no unit, as one of a kit or the configuration,
 * may concern any of them: where there is nothing else, all are looked at.
 */
async function stagedScope(
  args: readonly string[],
  options: CommandOptions,
  context: Context,
): Promise<LintScope> {
  const { tree, workspace } = await loadRevision(context);
  const close = (): Promise<void> => tree.close();
  try {
    const given = selectionOf(args, options, {
      relative: context.relative,
      folder: standing(context),
    });
    const named =
      given.selectors.length > 0 || given.all ? given.selectors : await findStaged(context);
    const selectors = named.filter((path) => !isStray(path, workspace, context));
    const all = given.all || selectors.length === 0;
    const units = select(workspace, { ...given, selectors: all ? [] : selectors, all });
    return { workspace, units, lines: (files) => treeLines(tree, files), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A file or a path that lies in no unit; a name is none. */
function isStray(path: string, { units }: Workspace, { cwd, root }: Context): boolean {
  if (units.some(({ folder }) => path === folder || path.startsWith(`${folder}/`))) return false;
  return path.includes("/") || existsSync(resolve(cwd, path)) || existsSync(resolve(root, path));
}

/** With `--changed`, what the revision that the change goes into has to say of the same units. */
export async function lintBase(
  options: CommandOptions,
  context: Context,
  { workspace, units }: LintScope,
  how: HowToLint,
): Promise<LintBase | undefined> {
  const base = textOption(options, "base");
  if (!flag(options, "changed")) {
    if (base === undefined) return undefined;
    throw new BpError("USAGE", "--base names what --changed compares with", {
      hint: "write --changed --base REF",
    });
  }
  const commit = await findBase(context, base);
  const before = await loadRevision(context, commit);
  try {
    const folders = new Set(units.map(({ folder }) => folder));
    const whole = units.length === workspace.units.length;
    const same = before.workspace.units.filter(({ folder }) => whole || folders.has(folder));
    const rules = await context.rules(before.workspace);
    return { commit, findings: lintUnits(before.workspace, same, { ...rules, ...how }).findings };
  } finally {
    await before.tree.close();
  }
}
