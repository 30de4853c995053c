import type { ChildProcess } from "node:child_process";

import type { Outcome } from "./program.ts";
import { bp } from "./program.ts";

/** `bp serve` as a process of its own. */
export interface Serving {
  /** HOST:PORT. */
  readonly host: string;
  readonly url: string;
  readonly pid: number;
  /** Ends it and gives what it said. */
  end(signal: NodeJS.Signals): Promise<Outcome>;
}

/** Starts the built program on a free port. @throws Error with what it said where it does not come up */
export async function startServing(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Serving> {
  let child: ChildProcess | undefined;
  let said = "";
  const ended = bp(["serve", ...args, "--port", "0"], { env, started: (one) => (child = one) });
  const url = await new Promise<string>((resolve, reject) => {
    const look = (chunk: Buffer): void => {
      said += chunk.toString();
      const found = / on (https?:\/\/\S+);/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    const listen = (): void => {
      if (child === undefined) setImmediate(listen);
      else child.stderr?.on("data", look);
    };
    listen();
    ended.then(({ stderr }) => reject(new Error(stderr)), reject);
  });
  return {
    url,
    host: new URL(url).host,
    pid: child?.pid ?? 0,
    end: (signal) => {
      child?.kill(signal);
      return ended;
    },
  };
}
