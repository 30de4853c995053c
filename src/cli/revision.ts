import { relative, sep } from "node:path";

import { BpError } from "../model/error.ts";
import type { Tree } from "../model/tree.ts";
import type { Workspace } from "../model/workspace.ts";
import type { SourceLines } from "../report/index.ts";
import type { Git, GitTree } from "../workspace/index.ts";
import type { Context } from "./context.ts";

/** A text larger than this is not shown in a code frame, in bytes. */
const frameLimit = 5 * 1024 * 1024;

/** The workspace in another revision; its tree must be closed. */
export interface Revision {
  readonly workspace: Workspace;
  readonly tree: GitTree;
}

type Setting = Pick<Context, "root" | "environment" | "config">;

/** The workspace in a commit, or as it is staged where none is named; nothing is checked out. */
export async function loadRevision(context: Setting, commit?: string): Promise<Revision> {
  const [{ gitTree }, { load }] = await Promise.all([
    import("../workspace/index.ts"),
    import("../app/load.ts"),
  ]);
  const tree = await gitTree(gitOf(context), commit);
  try {
    return { tree, workspace: await load(tree, await context.config(), { contents: true }) };
  } catch (error) {
    await tree.close();
    throw error;
  }
}

/** The commit that a change is compared with. @throws BpError USAGE where it is not here */
export async function findBase(context: Setting, base: string | undefined): Promise<string> {
  const { mergeBase } = await import("../workspace/index.ts");
  return mergeBase(gitOf(context), base);
}

/** The staged files, relative to the workspace root. */
export async function findStaged(context: Setting): Promise<readonly string[]> {
  const { stagedFiles } = await import("../workspace/index.ts");
  return stagedFiles(gitOf(context));
}

/** Where the user stands, relative to the workspace root with `/`; empty for the root, and outside it. */
export function standing({ cwd, root }: Pick<Context, "cwd" | "root">): string {
  const below = relative(root, cwd).split(sep).join("/");
  return below.startsWith("..") ? "" : below;
}

/** Reads the files of a tree for code frames. */
export async function treeLines(tree: Tree, files: readonly string[]): Promise<SourceLines> {
  const lines = new Map<string, readonly string[]>();
  for (const file of new Set(files)) {
    try {
      const bytes = await tree.read(file, frameLimit);
      lines.set(file, Buffer.from(bytes).toString("utf8").split(/\r?\n/u));
    } catch (error) {
      // A frame is a courtesy: without the file the finding stands by itself.
      if (!(error instanceof BpError)) throw error;
    }
  }
  return (file) => lines.get(file);
}

function gitOf({ root, environment }: Setting): Git {
  return { folder: root, environment };
}
