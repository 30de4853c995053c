import type { Git } from "./git.ts";
import { runGit } from "./git.ts";

/** What git is, and what it says of a folder. */
export interface GitFacts {
  /** As `2.47.1`. */
  readonly version: string;
  /** Undefined outside a repository. */
  readonly repository: RepositoryFacts | undefined;
}

export interface RepositoryFacts {
  /** Undefined before the first commit. */
  readonly commit: string | undefined;
  /** Undefined where none is checked out. */
  readonly branch: string | undefined;
  readonly shallow: boolean;
  /** The address of origin. */
  readonly origin: string | undefined;
  /** How many tracked files below the folder are otherwise than in the commit. */
  readonly changed: number;
}

/** @throws BpError UNREADABLE where there is no git */
export async function gitFacts(git: Git): Promise<GitFacts> {
  const said = (await ask(git, "--version")) ?? "";
  const version = /\d+(?:\.\d+)+/u.exec(said)?.[0] ?? said;
  const shallow = await ask(git, "rev-parse", "--is-shallow-repository");
  return {
    version,
    repository: shallow === undefined ? undefined : await repositoryFacts(git, shallow),
  };
}

async function repositoryFacts(git: Git, shallow: string): Promise<RepositoryFacts> {
  const [commit, branch, origin, status] = await Promise.all([
    ask(git, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"),
    ask(git, "symbolic-ref", "--quiet", "--short", "HEAD"),
    ask(git, "remote", "get-url", "origin"),
    ask(git, "status", "--porcelain", "--untracked-files=no", "--", "."),
  ]);
  const changed = (status ?? "").split("\n").filter((line) => line !== "").length;
  return { commit, branch, shallow: shallow === "true", origin, changed };
}

async function ask(git: Git, ...args: readonly string[]): Promise<string | undefined> {
  const { code, stdout } = await runGit(git, args);
  return code === 0 ? stdout.trim() : undefined;
}
