import { existsSync } from "node:fs";
import { join } from "node:path";

import { REPOSITORY } from "./peers.ts";
import type { Outcome, RunOptions } from "./process.ts";
import { run } from "./process.ts";

export const PROGRAM: string = join(REPOSITORY, "bin/bp.js");

export interface PublishedArtifact {
  readonly name: string;
  readonly version: string;
  readonly reference: string;
  readonly digest: string;
  readonly status: string;
}

export interface PublishReport {
  readonly artifacts: readonly PublishedArtifact[];
}

/** The built program, as a user of the package runs it. */
export function bp(args: readonly string[], options: RunOptions): Promise<Outcome> {
  if (!existsSync(PROGRAM)) throw new Error("bin/bp.js is not there: build the project first");
  return run(process.execPath, [PROGRAM, ...args], { timeoutMs: 240_000, ...options });
}

/** `bp publish` with a JSON report; throws an Error with the output unless the exit code is 0. */
export async function bpPublish(
  args: readonly string[],
  options: RunOptions,
): Promise<readonly PublishedArtifact[]> {
  const { stdout } = await mustBp(["publish", ...args, "-o", "json"], options);
  return (JSON.parse(stdout) as PublishReport).artifacts;
}

/** Runs `bp` for a step that must succeed: throws an Error with its output otherwise. */
export async function mustBp(args: readonly string[], options: RunOptions): Promise<Outcome> {
  const outcome = await bp(args, options);
  if (outcome.code === 0) return outcome;
  throw new Error(
    `bp ${args.join(" ")} ended with ${outcome.code}\n${outcome.stderr}${outcome.stdout}`,
  );
}
