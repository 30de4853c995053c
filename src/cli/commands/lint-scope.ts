import { existsSync } from "node:fs";
import { resolve } from "node:path";

import type { LintBase } from "../../app/lint.ts";
import { lintUnits, lookedInto } from "../../app/lint.ts";
import { select } from "../../app/select.ts";
import { BpError } from "../../model/error.ts";
import type { Tree } from "../../model/tree.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import type { SourceLines } from "../../report/index.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { findBase, loadRevision, loadTree, openStaged, standing, treeLines } from "../revision.ts";
import type { Within } from "../revision.ts";
import { selectionOf } from "../selection.ts";
import type { AskRenders } from "./lint-render.ts";
import type { HowToLint } from "./lint-settings.ts";

/** What is looked at. */
export interface LintScope {
  /** Where its files are. */
  readonly tree: Tree;
  readonly workspace: Workspace;
  readonly units: readonly Unit[];
  readonly lines: (files: readonly string[]) => Promise<SourceLines>;
  close(): Promise<void>;
}

type Chosen = Pick<LintScope, "tree" | "workspace" | "units">;

/** The files on the disk, or with `--staged` those of git's index. */
export async function lintScope(
  args: readonly string[],
  options: CommandOptions,
  context: Context,
): Promise<LintScope> {
  if (flag(options, "staged")) return stagedScope(args, options, context);
  const { relative } = context;
  const selection = selectionOf(args, options, { relative, folder: standing(context) });
  const chosen = async (within: Within): Promise<Chosen> => {
    const depth = { contents: true, ...(within === undefined ? {} : { within }) };
    const { tree, workspace } = await context.load(depth);
    return { tree, workspace, units: select(workspace, selection) };
  };
  const named = selection.all ? [] : selection.selectors;
  const scope = await enough(chosen, holding(flag(options, "render") ? [] : named));
  return { ...scope, lines: context.sourceLines, close: async () => undefined };
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
  const { relative } = context;
  const given = selectionOf(args, options, { relative, folder: standing(context) });
  const isGiven = given.selectors.length > 0 || given.all;
  const { tree, named } = await openStaged(context, isGiven ? given.selectors : undefined);
  const close = (): Promise<void> => tree.close();
  const chosen = async (within: Within): Promise<Chosen> => {
    const workspace = await loadTree(tree, context, {
      contents: true,
      ...(within === undefined ? {} : { within }),
    });
    const selectors = named.filter((path) => !isStray(path, workspace, context));
    const all = given.all || selectors.length === 0;
    const units = select(workspace, { ...given, selectors: all ? [] : selectors, all });
    return { tree, workspace, units };
  };
  try {
    const within = holding(given.all || flag(options, "render") ? [] : named);
    const scope = await enough(chosen, within);
    return { ...scope, lines: (files) => treeLines(tree, files), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The first choice where it looked into enough, else the one that looks into everything. */
async function enough(
  choose: (within: Within) => Promise<Chosen>,
  within: Within,
): Promise<Chosen> {
  const first = await choose(within);
  return isEnough(first, within) ? first : choose(undefined);
}

/** Whether all was looked into that the rules look into: with no path in a unit, for one, every unit is chosen. */
function isEnough({ workspace, units }: Chosen, within: Within): boolean {
  return within === undefined || lookedInto(workspace, units).every(({ folder }) => within(folder));
}

/** The folders that hold one of the paths, where paths are all there is; a render asks what the others bring too. */
function holding(named: readonly string[]): Within {
  if (named.length === 0 || !named.every((path) => path.includes("/"))) return undefined;
  return (folder) => named.some((path) => path === folder || path.startsWith(`${folder}/`));
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
  { how, ask }: { readonly how: HowToLint; readonly ask: AskRenders },
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
    const renders = await ask(before.tree, before.workspace, same);
    const { findings } = lintUnits(before.workspace, same, { ...rules, ...renders, ...how });
    return { commit, findings };
  } finally {
    await before.tree.close();
  }
}
