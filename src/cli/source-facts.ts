import { execFile } from "node:child_process";
import { promisify } from "node:util";

import type { SourceFacts } from "../app/publish/build-facts.ts";

const run = promisify(execFile);

/** What git says of a folder; undefined where there is no git or no commit. */
export async function sourceFacts(folder: string): Promise<SourceFacts | undefined> {
  try {
    const [commit = "", seconds = ""] = (await git(folder, "log", "-1", "--format=%H %ct")).split(
      " ",
    );
    const [repository, ref, status] = await Promise.all([
      git(folder, "remote", "get-url", "origin").catch(() => undefined),
      git(folder, "symbolic-ref", "-q", "HEAD").catch(() => undefined),
      git(folder, "status", "--porcelain", "--untracked-files=no", "--", "."),
    ]);
    return {
      commit,
      committed: new Date(Number(seconds) * 1000),
      repository,
      ref,
      dirty: status !== "",
    };
  } catch {
    // No git, no repository, or no commit yet: the provenance then says nothing of a source.
    return undefined;
  }
}

async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run("git", ["-C", folder, ...args], {
    timeout: 30_000,
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout.trim();
}
