import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

const START_LIMIT_MS = 30_000;

/** A program that runs until it is told to end. */
export interface Started {
  stop(): Promise<void>;
}

export interface StartedProgram extends Started {
  readonly pid: number;
}

/**
 * Starts a program and waits until `ready` says yes; undefined where it ends before that, or takes
 * longer than half a minute.
 */
export async function startProgram(
  command: readonly [string, ...string[]],
  options: { readonly env: NodeJS.ProcessEnv; readonly cwd?: string },
  ready: () => Promise<boolean>,
): Promise<StartedProgram | undefined> {
  const [program, ...args] = command;
  const child = spawn(program, args, { ...options, stdio: "ignore" });
  child.once("error", () => undefined);
  for (let waited = 0; waited < START_LIMIT_MS && runs(child); waited += 50) {
    if ((await ready()) && runs(child)) return { pid: child.pid ?? 0, stop: () => stop(child) };
    await sleep(50);
  }
  await stop(child);
  return undefined;
}

/** Whether a registry answers at `127.0.0.1:<port>`. */
export async function registryAnswers(host: string): Promise<boolean> {
  try {
    const response = await fetch(`http://${host}/v2/`);
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

function runs(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

async function stop(child: ChildProcess): Promise<void> {
  if (!runs(child)) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
