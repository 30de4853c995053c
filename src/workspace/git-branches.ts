import { isBpError } from "../model/error.ts";
import { coercedText, decodeText, entry, parseYaml } from "../yaml/index.ts";
import { GitObjects } from "./git-objects.ts";
import { must } from "./git-revision.ts";
import type { Git } from "./git.ts";
import { runGit } from "./git.ts";
import { fileLimit } from "./reading.ts";

/** What a branch carries at the head of a chart. */
export interface BranchVersion {
  /** As `feature` or `origin/feature`. */
  readonly branch: string;
  readonly version: string;
}

interface Branch {
  readonly commit: string;
  /** As `refs/heads/feature`. */
  readonly ref: string;
}

/**
 * The versions that Chart.yaml files have on every other branch, local and remote, as far as this clone knows them, by
 * the file's path below git's folder. A branch that holds nothing there is left out.
 * @throws BpError UNREADABLE outside a repository
 */
export async function branchVersions(
  git: Git,
  files: readonly string[],
): Promise<ReadonlyMap<string, readonly BranchVersion[]>> {
  const branches = await otherBranches(git);
  const { stdout } = await must(git, ["rev-parse", "--show-prefix"]);
  const prefix = stdout.trimEnd();
  const objects = new GitObjects(git);
  try {
    const found = await Promise.all(
      files.map(async (file) => {
        const versions = await Promise.all(
          branches.map(async ({ commit, ref }) => {
            const version = await versionIn(objects, `${commit}:${prefix}${file}`);
            return version === undefined ? [] : [{ branch: shortName(ref), version }];
          }),
        );
        return [file, versions.flat()] as const;
      }),
    );
    return new Map(found);
  } finally {
    await objects.close();
  }
}

/** All but the branch that is checked out, and what it was pushed to: unless that has gone on since. */
async function otherBranches(git: Git): Promise<readonly Branch[]> {
  const format = "--format=%(objectname) %(refname) %(symref)";
  const { stdout } = await must(git, ["for-each-ref", format, "refs/heads", "refs/remotes"]);
  const { stdout: head } = await runGit(git, ["symbolic-ref", "--quiet", "HEAD"]);
  const own = head.trim().replace("refs/heads/", "");
  const branches: Branch[] = [];
  for (const line of stdout.split("\n")) {
    const [commit = "", ref = "", symbolic = ""] = line.split(" ");
    if (ref === "" || symbolic !== "" || ref === `refs/heads/${own}`) continue;
    const isPushed = own !== "" && ref.replace(/^refs\/remotes\/[^/]+\//u, "") === own;
    if (!isPushed || (await hasGoneOn(git, commit))) branches.push({ commit, ref });
  }
  return branches;
}

async function hasGoneOn(git: Git, commit: string): Promise<boolean> {
  const { code } = await runGit(git, ["merge-base", "--is-ancestor", "HEAD", commit]);
  return code === 0;
}

async function versionIn(objects: GitObjects, object: string): Promise<string | undefined> {
  try {
    const text = decodeText((await objects.ask(object, fileLimit)).bytes);
    const root = text === undefined ? undefined : parseYaml(text, object).documents[0]?.root;
    return coercedText(entry(root, "version"));
  } catch (error) {
    if (isBpError(error, "UNREADABLE")) return undefined;
    throw error;
  }
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|remotes)\//u, "");
}
