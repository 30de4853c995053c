import type { Outcome } from "./program.ts";
import { bp } from "./program.ts";

/** `bp serve` as a process of its own. */
export interface Serving {
  /** HOST:PORT. */
  readonly host: string;
  readonly url: string;
  /** Ends it and gives what it said. */
  end(signal: NodeJS.Signals): Promise<Outcome>;
}

/** Starts the built program on a free port. @throws Error with what it said where it does not come up */
export async function startServing(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Serving> {
  let kill: (signal: NodeJS.Signals) => void = () => undefined;
  let ended: Promise<Outcome> | undefined;
  const url = await new Promise<string>((resolve, reject) => {
    ended = bp(["serve", ...args, "--port", "0"], {
      env,
      started: (child) => {
        kill = (signal) => void child.kill(signal);
        let said = "";
        child.stderr?.on("data", (chunk: Buffer) => {
          said += chunk.toString();
          const found = / on (https?:\/\/\S+);/.exec(said)?.[1];
          if (found !== undefined) resolve(found);
        });
      },
    });
    ended.then((outcome) => reject(new Error(outcome.stderr)), reject);
  });
  return {
    url,
    host: new URL(url).host,
    end: async (signal) => {
      kill(signal);
      if (ended === undefined) throw new Error("it was not started");
      return ended;
    },
  };
}
