import { GitObjects } from "./git-objects.ts";
import { must } from "./git-revision.ts";
import type { Git } from "./git.ts";
import { runGit } from "./git.ts";
import { versionIn } from "./version-in.ts";

/**
 * The commit of the line that leads to `commit` with which a Chart.yaml came to the version that it has there: what is
 * published under that version is as it was then. Undefined where the file is not there, or a shallow clone does not
 * reach back so far.
 * @throws BpError UNREADABLE outside a repository
 */
export async function versionBegan(
  git: Git,
  { commit, file }: { readonly commit: string; readonly file: string },
): Promise<string | undefined> {
  const args = ["log", "--first-parent", "--format=%H", commit, "--", file];
  const commits = (await must(git, args)).stdout.split("\n").filter((line) => line !== "");
  const prefix = (await must(git, ["rev-parse", "--show-prefix"])).stdout.trimEnd();
  const objects = new GitObjects(git);
  try {
    const version = await versionIn(objects, `${commit}:${prefix}${file}`);
    let first: string | undefined;
    for (const one of version === undefined ? [] : commits) {
      if ((await versionIn(objects, `${one}:${prefix}${file}`)) !== version) return first;
      first = one;
    }
    return first === undefined || (await isShallow(git)) ? undefined : first;
  } finally {
    await objects.close();
  }
}

/** Its oldest commit brings every file, whenever that came. */
async function isShallow(git: Git): Promise<boolean> {
  const { stdout } = await runGit(git, ["rev-parse", "--is-shallow-repository"]);
  return stdout.trim() === "true";
}
