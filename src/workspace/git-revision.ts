import { BpError } from "../model/error.ts";
import { nearest } from "../model/nearest.ts";
import type { Git } from "./git.ts";
import { runGit } from "./git.ts";

/** Where the main line is commonly found, in the order to try. */
const mainLines: readonly string[] = [
  "origin/HEAD",
  "origin/main",
  "origin/master",
  "main",
  "master",
];

/**
 * The commit that a change is compared with: where HEAD and the base parted.
 * @param base a revision; undefined: the main line
 * @throws BpError USAGE where there is none, saying what a shallow clone must fetch; UNREADABLE outside a repository
 */
export async function mergeBase(git: Git, base: string | undefined): Promise<string> {
  await assertRepository(git);
  const commit = base === undefined ? await mainLine(git) : await commitOf(git, base);
  if ((await commitHere(git, "HEAD")) === undefined)
    throw new BpError("USAGE", "there is no commit yet to compare with");
  const { code, stdout } = await runGit(git, ["merge-base", commit, "HEAD"]);
  if (code === 0) return stdout.trim();
  throw await absent(git, `HEAD and ${base ?? "the main line"} have no common commit`);
}

/** The files below the folder that the index has otherwise than HEAD, relative to it. @throws BpError UNREADABLE */
export async function stagedFiles(git: Git): Promise<readonly string[]> {
  const args = ["diff", "--cached", "--name-only", "--no-renames", "--relative", "-z"];
  const { code, stdout, stderr } = await runGit(git, args);
  if (code !== 0) {
    await assertRepository(git);
    throw failed(args, stderr);
  }
  return stdout.split("\0").filter((path) => path !== "");
}

/** What a command must say. @throws BpError UNREADABLE with git's own words */
export async function must(git: Git, args: readonly string[]): Promise<{ stdout: string }> {
  const { code, stdout, stderr } = await runGit(git, args);
  if (code === 0) return { stdout };
  throw failed(args, stderr);
}

function failed([command]: readonly string[], stderr: string): BpError {
  return new BpError("UNREADABLE", `git ${command} failed: ${stderr.trim().slice(0, 500)}`);
}

async function assertRepository(git: Git): Promise<void> {
  const { code, stderr } = await runGit(git, ["rev-parse", "--git-dir"]);
  if (code === 0) return;
  throw new BpError("UNREADABLE", `${git.folder} is in no git repository that can be read`, {
    hint: stderr.trim().split("\n", 1)[0] ?? "",
  });
}

/** The commit at the end of the main line. @throws BpError USAGE where none is here */
export async function mainLine(git: Git): Promise<string> {
  const target = git.environment["GITHUB_BASE_REF"] ?? "";
  const names = [...(target === "" ? [] : [`origin/${target}`]), ...mainLines];
  for (const name of names) {
    const commit = await commitHere(git, name);
    if (commit !== undefined) return commit;
  }
  throw new BpError("USAGE", `none of ${names.join(", ")} is here to compare with`, {
    hint: "name what the change goes into: --base REF",
  });
}

async function commitOf(git: Git, revision: string): Promise<string> {
  const commit = await commitHere(git, revision);
  if (commit !== undefined) return commit;
  throw await unknown(git, revision);
}

/** The fault of a name that names no commit here, with the branch or tag that was perhaps meant. */
export async function unknown(git: Git, revision: string): Promise<BpError> {
  const what = `there is no revision ${JSON.stringify(revision)} here`;
  const { stdout } = await runGit(git, ["for-each-ref", "--format=%(refname:short)"]);
  const near = nearest(revision, stdout.trim().split("\n"));
  if (near === undefined) return absent(git, what);
  return new BpError("USAGE", what, { hint: `did you mean ${near}?` });
}

/** The commit that a revision names, undefined where it is not here. */
export async function commitHere(git: Git, revision: string): Promise<string | undefined> {
  if (revision.startsWith("-")) return undefined;
  const { code, stdout } = await runGit(git, [
    "rev-parse",
    "--verify",
    "--quiet",
    `${revision}^{commit}`,
  ]);
  return code === 0 ? stdout.trim() : undefined;
}

/** What is not here may be elsewhere: a shallow clone must fetch it first. */
export async function absent(git: Git, what: string): Promise<BpError> {
  const { stdout } = await runGit(git, ["rev-parse", "--is-shallow-repository"]);
  const shallow = stdout.trim() === "true";
  return new BpError("USAGE", shallow ? `${what}: this clone is shallow` : what, {
    hint: shallow
      ? "`git fetch --deepen=100`, or `git fetch --unshallow` (actions/checkout: fetch-depth: 0), brings it"
      : "`git fetch` brings revisions of others; --base takes a branch, a tag or a commit",
  });
}
