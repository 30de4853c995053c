import { GitObjects } from "./git-objects.ts";
import { commitHere, must } from "./git-revision.ts";
import type { Git } from "./git.ts";
import { runGit } from "./git.ts";
import { versionIn } from "./version-in.ts";

/** A version that a branch took for a chart since it and HEAD parted. */
export interface BranchVersion {
  /** As `feature` or `origin/feature`. */
  readonly branch: string;
  readonly version: string;
}

interface Branch {
  readonly commit: string;
  /** Where it and HEAD parted; undefined where they have nothing in common. */
  readonly parting: string | undefined;
  /** As `refs/heads/feature`. */
  readonly ref: string;
}

/**
 * The versions that every other branch, local and remote, as far as this clone knows them, gave to Chart.yaml files, by
 * the file's path below git's folder. One that a branch has from where it parted is none of its own.
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
          branches.map(async ({ commit, parting, ref }) => {
            const path = `${prefix}${file}`;
            const version = await versionIn(objects, `${commit}:${path}`);
            const old = parting && (await versionIn(objects, `${parting}:${path}`));
            return version === undefined || version === old
              ? []
              : [{ branch: shortName(ref), version }];
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

/** All that HEAD has not taken in, but the branch that is checked out, and what it was pushed to: unless that has gone on. */
async function otherBranches(git: Git): Promise<readonly Branch[]> {
  const { stdout: head } = await runGit(git, ["symbolic-ref", "--quiet", "HEAD"]);
  const own = head.trim().replace("refs/heads/", "");
  const branches: Branch[] = [];
  for (const { ref, commit } of await openRefs(git)) {
    if (ref === `refs/heads/${own}`) continue;
    const isPushed = own !== "" && ref.replace(/^refs\/remotes\/[^/]+\//u, "") === own;
    if (isPushed && !(await hasGoneOn(git, commit))) continue;
    const { code, stdout } = await runGit(git, ["merge-base", "HEAD", commit]);
    branches.push({ commit, ref, parting: code === 0 ? stdout.trim() : undefined });
  }
  return branches;
}

/** The branches that HEAD has not taken in, each once. */
async function openRefs(git: Git): Promise<readonly Pick<Branch, "commit" | "ref">[]> {
  const format = "--format=%(objectname) %(refname) %(symref)";
  const hasCommits = (await commitHere(git, "HEAD")) !== undefined;
  const open = hasCommits ? ["--no-merged=HEAD"] : [];
  const where = ["refs/heads", "refs/remotes"];
  const { stdout } = await must(git, ["for-each-ref", format, ...open, ...where]);
  return stdout.split("\n").flatMap((line) => {
    const [commit = "", ref = "", symbolic = ""] = line.split(" ");
    return ref === "" || symbolic !== "" ? [] : [{ commit, ref }];
  });
}

async function hasGoneOn(git: Git, commit: string): Promise<boolean> {
  const { code } = await runGit(git, ["merge-base", "--is-ancestor", "HEAD", commit]);
  return code === 0;
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|remotes)\//u, "");
}
