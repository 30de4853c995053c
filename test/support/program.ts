import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

import { built } from "./built.ts";

export interface Outcome {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Over the clean environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Standard input; none by default. */
  readonly input?: string;
  /** Called with the process as soon as it runs. */
  readonly started?: (child: ChildProcess) => void;
}

/** Nothing of the user's: no home, no logins, no proxies, no tokens. */
function environment(over: RunOptions["env"] = {}): NodeJS.ProcessEnv {
  const clean = {
    PATH: process.env["PATH"],
    HOME: "/nonexistent",
    LANG: "C.UTF-8",
    COSIGN_PASSWORD: "",
  };
  return { ...clean, ...over };
}

/** Runs the built program to its end, as a user does. */
export async function bp(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const program = await built();
  return run(process.execPath, [program, ...args], options);
}

/** Runs any program likewise. */
export async function run(
  program: string,
  args: readonly string[],
  { cwd, env, input, started }: RunOptions = {},
): Promise<Outcome> {
  const child = spawn(program, [...args], {
    cwd,
    env: environment(env),
    stdio: "pipe",
  });
  // A program that does not read its input may be gone before it has come.
  child.stdin.on("error", () => undefined).end(input);
  started?.(child);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code));
  });
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}

/** Runs a step that must succeed. @throws Error with what the program said */
export async function mustBp(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const outcome = await bp(args, options);
  if (outcome.code === 0) return outcome;
  throw new Error(`bp ${args.join(" ")} ended with ${outcome.code}\n${said(outcome)}`);
}

/** Any other program for a step that must succeed. @throws Error with what it said */
export async function mustRun(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const outcome = await run(program, args, options);
  if (outcome.code === 0) return outcome;
  throw new Error(`${program} ${args.join(" ")} ended with ${outcome.code}\n${said(outcome)}`);
}

/** Everything that the program said, for a failing assertion's message. */
export function said({ stdout, stderr }: Outcome): string {
  return `${stderr}${stdout}`;
}
