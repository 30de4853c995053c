import type { Content } from "./ports.ts";

/** A script to be run on a copy of a folder. */
export interface ScriptRequest {
  /** Relative to the workspace root: what is copied. */
  readonly copied: string;
  /** Files that the copy has besides, by path relative to the workspace root. */
  readonly added: ReadonlyMap<string, Content>;
  /** Relative to the workspace root. */
  readonly script: string;
  /** Where the script starts, relative to the workspace root. */
  readonly folder: string;
  /** The program that is `helm` on the script's PATH. */
  readonly helm: string;
  /** Over the script's environment; paths below the copy are written as `<root>/…`. */
  readonly environment: Readonly<Record<string, string>>;
  /** In milliseconds. */
  readonly timeLimit: number;
}

export interface ScriptOutcome {
  /** null where a signal or the time limit ended it. */
  readonly code: number | null;
  readonly timedOut: boolean;
  /** What it printed, on both streams as it came; the last of it where that is too much. */
  readonly output: string;
}

/**
 * Runs a script in a copy of its folder that is gone afterwards, with whatever it started.
 * @throws BpError UNREADABLE where it cannot be started, INTERRUPTED
 */
export type RunScript = (request: ScriptRequest, signal?: AbortSignal) => Promise<ScriptOutcome>;
