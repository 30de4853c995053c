import { execFile } from "node:child_process";
import { promisify } from "node:util";

import type { SourceFacts } from "../app/publish/build-facts.ts";

const run = promisify(execFile);

/**
 * What git says of a workspace; undefined where there is no git or no commit.
 * @param units the folders that are built: a file in them that git does not know makes them differ from the commit too
 */
export async function sourceFacts(
  folder: string,
  units: readonly string[],
): Promise<SourceFacts | undefined> {
  try {
    const [commit = "", seconds = ""] = (await git(folder, "log", "-1", "--format=%H %ct")).split(
      " ",
    );
    const [repository, ref, status, unknown] = await Promise.all([
      git(folder, "remote", "get-url", "origin").catch(() => undefined),
      git(folder, "symbolic-ref", "-q", "HEAD").catch(() => undefined),
      git(folder, "status", "--porcelain", "--untracked-files=no", "--", "."),
      units.length === 0
        ? ""
        : git(folder, "--literal-pathspecs", ...untracked, "--", ...units.map(orRoot)),
    ]);
    return {
      commit,
      committed: new Date(Number(seconds) * 1000),
      repository,
      ref,
      dirty: status !== "" || unknown !== "",
    };
  } catch {
    // No git, no repository, or no commit yet: the provenance then says nothing of a source.
    return undefined;
  }
}

const untracked = ["ls-files", "--others", "--exclude-standard"];

function orRoot(folder: string): string {
  return folder === "" ? "." : folder;
}

async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run("git", ["-C", folder, ...args], {
    timeout: 30_000,
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout.trim();
}
