import { spawn } from "node:child_process";
import type { ChildProcessByStdio, ChildProcessWithoutNullStreams } from "node:child_process";
import type { Readable } from "node:stream";

import { BpError } from "../model/error.ts";

/** A git repository, seen from a folder in it. */
export interface Git {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How much one command may print, in bytes: the list of a tree of a million files. */
const outputLimit = 256 * 1024 * 1024;

/** A repository may name a program that tells what changed: it is not run. */
const safety: readonly string[] = ["-c", "core.fsmonitor=false"];

/** It asks nobody, fetches nothing, writes nothing, and speaks English. */
const settings = {
  GIT_TERMINAL_PROMPT: "0",
  GIT_NO_LAZY_FETCH: "1",
  GIT_OPTIONAL_LOCKS: "0",
  LC_ALL: "C",
};

export interface GitOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs one git command to its end.
 * @throws BpError UNREADABLE where there is no git, LIMIT where it prints more than a tree can hold
 */
export async function runGit(git: Git, args: readonly string[]): Promise<GitOutcome> {
  const child = spawn("git", [...safety, ...args], {
    ...options(git),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = endOf(child);
  // Reading may fail first; the end is then of no interest.
  ended.catch(() => undefined);
  const [stdout, stderr] = await Promise.all([
    collect(child.stdout, child),
    collect(child.stderr, child),
  ]);
  return { code: await ended, stdout, stderr };
}

/** A git command that answers questions for as long as it is asked. */
export function startGit(git: Git, args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn("git", [...safety, ...args], { ...options(git), stdio: "pipe" });
}

/** @throws BpError UNREADABLE where it cannot be started */
export function gitMissing(cause: unknown): BpError {
  return new BpError("UNREADABLE", "git could not be started", {
    hint: "install git: other revisions are read with it",
    cause,
  });
}

function options({ folder, environment }: Git): { cwd: string; env: NodeJS.ProcessEnv } {
  return { cwd: folder, env: { ...environment, ...settings } };
}

function endOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(gitMissing(error)));
    child.once("close", (code) => resolve(code ?? 1));
  });
}

async function collect(
  stream: Readable,
  child: ChildProcessByStdio<null, Readable, Readable>,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size <= outputLimit) continue;
    child.kill();
    throw new BpError("LIMIT", `git printed more than ${outputLimit} bytes`);
  }
  return Buffer.concat(chunks).toString("utf8");
}
