import { relative, sep } from "node:path";

import type { Config } from "../app/config.ts";
import type { LoadDepth } from "../app/load.ts";
import { BpError } from "../model/error.ts";
import type { Tree } from "../model/tree.ts";
import type { Workspace } from "../model/workspace.ts";
import type { SourceLines } from "../report/index.ts";
import type {
  BaseQuestion,
  BranchVersion,
  FoundBase,
  Git,
  GitFacts,
  GitTree,
} from "../workspace/index.ts";
import type { Context } from "./context.ts";
import { configLimit } from "./read-config.ts";
import { configName } from "./root.ts";

/** A text larger than this is not shown in a code frame, in bytes. */
const frameLimit = 5 * 1024 * 1024;

/** The workspace in another revision; its tree must be closed. */
export interface Revision {
  readonly workspace: Workspace;
  readonly tree: GitTree;
}

/** What a revision is compared with. */
export type Question = BaseQuestion;

type Setting = Pick<Context, "root" | "environment" | "config" | "parse">;

/** The folders of the units to look into; all where it is absent. */
export type Within = LoadDepth["within"];

/** The workspace in a commit; nothing is checked out. Without `contents` what rules look into is not read. */
export async function loadRevision(
  context: Setting,
  commit: string,
  { contents }: { readonly contents: boolean } = { contents: true },
): Promise<Revision> {
  const tree = await openRevision(context, commit);
  try {
    return { tree, workspace: await loadTree(tree, context, { contents }) };
  } catch (error) {
    await tree.close();
    throw error;
  }
}

/** The workspace in a commit, under the configuration that the commit has itself. */
export async function loadCommit(
  context: Setting,
  commit: string,
): Promise<Revision & { readonly config: Config }> {
  const tree = await openRevision(context, commit);
  try {
    const config = await configIn(tree);
    const { root, environment, parse } = context;
    const setting = { root, environment, parse, config: async () => config };
    return { tree, config, workspace: await loadTree(tree, setting, { contents: false }) };
  } catch (error) {
    await tree.close();
    throw error;
  }
}

async function configIn(tree: Tree): Promise<Config> {
  const { defaultConfig, parseConfig } = await import("../app/config.ts");
  if ((await tree.stat(configName))?.kind !== "file") return defaultConfig;
  const bytes = await tree.read(configName, configLimit);
  return parseConfig(new TextDecoder().decode(bytes), configName);
}

/** What is staged. */
export interface Staged {
  /** Must be closed. */
  readonly tree: GitTree;
  /** The paths given, else those that the index has otherwise than HEAD, relative to the workspace root. */
  readonly named: readonly string[];
}

/** Opens the index, and meanwhile asks what is staged where no path is given. */
export async function openStaged(
  context: Setting,
  given: readonly string[] | undefined,
): Promise<Staged> {
  const { stagedFiles } = await import("../workspace/index.ts");
  const asked = given === undefined ? stagedFiles(gitOf(context)) : Promise.resolve(given);
  // While git runs, the memory that reading needs is opened.
  const [tree, named] = await Promise.allSettled([openRevision(context), asked, context.parse()]);
  if (tree.status === "rejected") throw tree.reason;
  if (named.status === "fulfilled") return { tree: tree.value, named: named.value };
  await tree.value.close();
  throw named.reason;
}

/** The files of a commit, or of the index where none is named. */
async function openRevision(context: Setting, commit?: string): Promise<GitTree> {
  const { gitTree } = await import("../workspace/index.ts");
  return gitTree(gitOf(context), commit);
}

/** Reads a workspace out of a tree. */
export async function loadTree(tree: Tree, context: Setting, depth: LoadDepth): Promise<Workspace> {
  const { load } = await import("../app/load.ts");
  const parse = await context.parse();
  return load(tree, await context.config(), {
    ...depth,
    ...(parse === undefined ? {} : { parse }),
  });
}

/** The commit that a change is compared with. @throws BpError USAGE where it is not here */
export async function findBase(context: Setting, base: string | undefined): Promise<string> {
  const { mergeBase } = await import("../workspace/index.ts");
  return mergeBase(gitOf(context), base);
}

/** Whether the clone has a commit. @throws BpError UNREADABLE where there is no git */
export async function hasCommit(context: Setting, commit: string): Promise<boolean> {
  const { commitHere } = await import("../workspace/index.ts");
  return (await commitHere(gitOf(context), commit)) !== undefined;
}

/** The full name of a commit. @throws BpError USAGE where it is not here */
export async function fullCommit(context: Setting, revision: string): Promise<string> {
  const { commitHere } = await import("../workspace/index.ts");
  const commit = await commitHere(gitOf(context), revision);
  if (commit !== undefined) return commit;
  throw new BpError("USAGE", `there is no revision ${JSON.stringify(revision)} here`, {
    hint: "`git fetch` brings revisions of others; a branch, a tag or a commit is one",
  });
}

/** @throws BpError UNREADABLE where there is no git */
export async function gitHere(context: Setting): Promise<GitFacts> {
  const { gitFacts } = await import("../workspace/index.ts");
  return gitFacts(gitOf(context));
}

/** What a commit is compared with; `mayFetch`: what the clone lacks is fetched. @throws BpError USAGE */
export async function findBaseOf(
  context: Setting,
  head: string,
  question: BaseQuestion,
  mayFetch: boolean,
): Promise<FoundBase> {
  const { baseOf } = await import("../workspace/index.ts");
  return baseOf(gitOf(context), head, question, mayFetch);
}

/** The versions that files have on other branches. @throws BpError UNREADABLE outside a repository */
export async function otherBranches(
  context: Setting,
  files: readonly string[],
): Promise<ReadonlyMap<string, readonly BranchVersion[]>> {
  const { branchVersions } = await import("../workspace/index.ts");
  return branchVersions(gitOf(context), files);
}

/** The versions that Chart.yaml files had on the line that leads to HEAD. @throws BpError UNREADABLE outside a repository */
export async function versionsBefore(
  context: Setting,
  files: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { pastVersions } = await import("../workspace/index.ts");
  return pastVersions(gitOf(context), files);
}

/** The workspaces of commits, each read once. */
export interface Revisions {
  /** As it was when a Chart.yaml came to the version that it has in the commit; undefined where nobody knows. */
  began(commit: string, file: string): Promise<Revision | undefined>;
  close(): Promise<void>;
}

export function revisions(context: Setting): Revisions {
  const opened = new Map<string, Promise<Revision>>();
  return {
    async began(commit, file) {
      const { versionBegan } = await import("../workspace/index.ts");
      const first = await versionBegan(gitOf(context), { commit, file });
      if (first === undefined) return undefined;
      const revision = opened.get(first) ?? loadRevision(context, first, { contents: false });
      opened.set(first, revision);
      return revision;
    },
    async close() {
      for (const revision of await Promise.allSettled(opened.values()))
        if (revision.status === "fulfilled") await revision.value.tree.close();
    },
  };
}

/** The messages of the commits below a folder since the version in a file last changed, newest first. */
export async function commitMessages(
  context: Setting,
  place: { readonly folder: string; readonly versionFile: string },
): Promise<readonly string[]> {
  const { messagesSince } = await import("../workspace/index.ts");
  return messagesSince(gitOf(context), place);
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
