import { execFile } from "node:child_process";

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** The whole environment of the program. Default: that of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds; the program is killed after them and its code is 124. Default 60,000. */
  readonly timeoutMs?: number;
  /** Text for standard input. */
  readonly input?: string;
}

const OUTPUT_LIMIT = 64 * 1024 * 1024;

/** Runs a program to its end. A failing program is an outcome; one that cannot be started has code 127. */
export function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const { cwd, env = process.env, timeoutMs = 60_000, input = "" } = options;
  const limits = { timeout: timeoutMs, maxBuffer: OUTPUT_LIMIT, killSignal: "SIGKILL" as const };
  return new Promise((resolve) => {
    const settings = { ...limits, env, encoding: "utf8" as const, ...(cwd ? { cwd } : {}) };
    const child = execFile(program, [...args], settings, (error, stdout, stderr) => {
      resolve({
        code: exitCode(error),
        stdout,
        stderr: error?.code === "ENOENT" ? error.message : stderr,
      });
    });
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}

function exitCode(error: (Error & { code?: unknown; killed?: boolean }) | null): number {
  if (!error) return 0;
  if (error.killed) return 124;
  return typeof error.code === "number" ? error.code : 127;
}

/** As `run`, for steps that must succeed: throws an Error with the command line and its output. */
export async function mustRun(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const outcome = await run(program, args, options);
  if (outcome.code !== 0) {
    throw new Error(
      `${program} ${args.join(" ")} ended with ${outcome.code}\n${outcome.stderr}\n${outcome.stdout}`,
    );
  }
  return outcome;
}
