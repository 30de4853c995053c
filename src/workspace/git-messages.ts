import { must } from "./git-revision.ts";
import type { Git } from "./git.ts";
import { runGit } from "./git.ts";

/**
 * The messages of the commits below a folder since the version in a Chart.yaml, or in the spec of a blueprint.yaml, last changed, newest first; none outside
 * a repository, and before the first commit.
 */
export async function messagesSince(
  git: Git,
  { folder, versionFile }: { readonly folder: string; readonly versionFile: string },
): Promise<readonly string[]> {
  const last = await runGit(git, [
    "log",
    "-1",
    "--format=%H",
    "-G^( {2})?version:",
    "--",
    versionFile,
  ]);
  if (last.code !== 0) return [];
  const since = last.stdout.trim();
  const range = since === "" ? "HEAD" : `${since}..HEAD`;
  const args = ["log", "--no-merges", "--format=%B%x00", range, "--", folder];
  const { stdout } = await must(git, args);
  return stdout
    .split("\0")
    .map((message) => message.trim())
    .filter((message) => message !== "");
}
