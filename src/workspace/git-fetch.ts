import { must } from "./git-revision.ts";
import type { Git } from "./git.ts";
import { runGit } from "./git.ts";

/** How deep a shallow clone is made before all of its history is fetched. */
const depths: readonly number[] = [50, 500];

/** Whether the clone lacks history. */
export async function isShallow(git: Git): Promise<boolean> {
  const { stdout } = await runGit(git, ["rev-parse", "--is-shallow-repository"]);
  return stdout.trim() === "true";
}

/** The parents that a commit names, whether they are here or not. @throws BpError UNREADABLE */
export async function parentsOf(git: Git, commit: string): Promise<readonly string[]> {
  const { stdout } = await must(git, ["cat-file", "commit", commit]);
  const head = stdout.slice(0, stdout.indexOf("\n\n"));
  return [...head.matchAll(/^parent ([0-9a-f]+)$/gmu)].flatMap(([, parent = ""]) => parent);
}

/** Where two commits parted, undefined where what is here does not tell. */
export async function partingHere(git: Git, a: string, b: string): Promise<string | undefined> {
  const { code, stdout } = await runGit(git, ["merge-base", a, b]);
  return code === 0 ? stdout.trim() : undefined;
}

/** Fetches one commit from the clone's origin, without its history where the clone is shallow. False where it cannot. */
export async function fetchCommit(git: Git, commit: string): Promise<boolean> {
  const depth = (await isShallow(git)) ? ["--depth=1"] : [];
  return fetch(git, [...depth, "origin", commit]);
}

/** Fetches more and more of the history of two commits until it shows where they parted; undefined where it never does. */
export async function fetchParting(git: Git, a: string, b: string): Promise<string | undefined> {
  const steps = [...depths.map((depth) => [`--depth=${depth}`]), ["--unshallow"]];
  for (const step of (await isShallow(git)) ? steps : [[]]) {
    if (!(await fetch(git, [...step, "origin", a, b]))) return undefined;
    const parting = await partingHere(git, a, b);
    if (parting !== undefined) return parting;
  }
  return undefined;
}

async function fetch(git: Git, args: readonly string[]): Promise<boolean> {
  const quiet = [
    "fetch",
    "--quiet",
    "--no-tags",
    "--no-write-fetch-head",
    "--no-recurse-submodules",
  ];
  return (await runGit(git, [...quiet, ...args])).code === 0;
}
