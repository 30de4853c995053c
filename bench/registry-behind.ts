import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";

import type { Registry } from "../test/interop/support/registry.ts";
import type { LinkState } from "./link-process.ts";

/** A registry some way off: what is done there, and what it costs whom. */
export interface FarRegistry {
  /** `127.0.0.1:port`, of the way to it. */
  readonly host: string;
  /** `127.0.0.1:port`, without the way. */
  readonly near: string;
  cost(): Promise<FarCost>;
  stop(): Promise<void>;
}

/** Since the start; times of the processor in seconds. */
export interface FarCost {
  readonly requests: number;
  readonly registry: number;
  readonly link: number;
}

const LINK = new URL("link-process.ts", import.meta.url).pathname;
const ticksASecond = 100;

/** @param ms away, each way */
export async function registryBehind(
  start: () => Promise<Registry>,
  ms: number,
): Promise<FarRegistry> {
  const registry = await start();
  const link = fork(LINK, [registry.host, String(ms)]);
  const [host] = (await once(link, "message")) as [string];
  return {
    host,
    near: registry.host,
    cost: async () => {
      const { requests, cpu } = await stateOf(link);
      return { requests, registry: cpuOf(registry.pid), link: cpu };
    },
    stop: async () => {
      const gone = once(link, "exit");
      link.kill();
      await gone;
      await registry.stop();
    },
  };
}

async function stateOf(link: ChildProcess): Promise<LinkState> {
  const answered = once(link, "message");
  link.send("state");
  const [state] = (await answered) as [LinkState];
  return state;
}

/** What a process has used of the processor, in seconds (proc_pid_stat(5), utime and stime). */
function cpuOf(pid: number): number {
  const [user, system] = fieldsOf(`/proc/${pid}/stat`, 14);
  return (user + system) / ticksASecond;
}

/** What the ended children of this process, and theirs, have used, in seconds (cutime and cstime). */
export function cpuOfChildren(): number {
  const [user, system] = fieldsOf("/proc/self/stat", 16);
  return (user + system) / ticksASecond;
}

/** Two fields, by the number of the first; the name of the program, the second one, may hold anything. */
function fieldsOf(file: string, first: number): readonly [number, number] {
  const text = readFileSync(file, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return [Number(fields[first - 3]), Number(fields[first - 2])];
}
