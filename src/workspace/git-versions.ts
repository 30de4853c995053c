import { commitHere, must } from "./git-revision.ts";
import type { Git } from "./git.ts";

/** One command prints all changes of the files' lines, whatever the user's settings are. */
const log = [
  "-c",
  "core.quotePath=false",
  "log",
  "--first-parent",
  "--patch",
  "--unified=0",
  "--no-color",
  "--no-ext-diff",
  "--no-textconv",
  "--no-renames",
  "--relative",
  "--src-prefix=a/",
  "--dst-prefix=b/",
  "--format=",
];

/**
 * The versions that Chart.yaml files came to on the line that leads to HEAD, newest first, each once, by the file's path
 * below git's folder. None before the first commit.
 * @throws BpError UNREADABLE outside a repository
 */
export async function pastVersions(
  git: Git,
  files: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, Set<string>>();
  await must(git, ["rev-parse", "--git-dir"]);
  if (files.length === 0 || (await commitHere(git, "HEAD")) === undefined) return new Map();
  const { stdout } = await must(git, [...log, "HEAD", "--", ...files]);
  let versions = new Set<string>();
  for (const line of stdout.split("\n")) {
    const file = /^\+\+\+ b\/(.*?)\t?$/u.exec(line)?.[1];
    if (file !== undefined) {
      versions = found.get(file) ?? new Set();
      found.set(file, versions);
    }
    const version = /^\+version:\s*["']?([^\s"'#]+)/u.exec(line)?.[1];
    if (version !== undefined) versions.add(version);
  }
  return new Map([...found].map(([file, all]) => [file, [...all]]));
}
