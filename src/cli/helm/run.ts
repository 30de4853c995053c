import { spawn } from "node:child_process";

import { BpError } from "../../model/error.ts";

/** Output larger than this is no manifest that any cluster takes. */
const outputLimit = 64 * 1024 * 1024;
/** In milliseconds. */
const timeLimit = 120_000;

export interface Ran {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** All that the program sees of the environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly signal?: AbortSignal;
}

/**
 * Runs a program to its end, without a shell and without input.
 * @throws BpError UNREADABLE where it cannot start, LIMIT where it says too much or takes too long, INTERRUPTED
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { environment, folder, signal }: RunOptions,
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const end = (error: unknown): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      child.kill("SIGKILL");
      reject(error);
    };
    const abort = (): void => end(signal?.reason);
    const timer = setTimeout(() => end(tooLong(program)), timeLimit);
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
      const chunks: Buffer[] = [];
      let size = 0;
      stream.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > outputLimit) end(tooMuch(program));
        else chunks.push(chunk);
      });
      return () => Buffer.concat(chunks).toString();
    });
    if (signal?.aborted === true) return abort();
    signal?.addEventListener("abort", abort, { once: true });
    child.once("error", (error) => end(cannotRun(program, error)));
    child.once("close", (code) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      resolve({ code, stdout: stdout?.() ?? "", stderr: stderr?.() ?? "" });
    });
  });
}

function tooLong(program: string): BpError {
  return new BpError("LIMIT", `${program} did not end within ${timeLimit / 1000} s`);
}

function tooMuch(program: string): BpError {
  return new BpError("LIMIT", `${program} printed more than ${outputLimit} bytes`);
}

function cannotRun(program: string, cause: Error): BpError {
  return new BpError("UNREADABLE", `cannot run ${program}: ${cause.message}`, { cause });
}
