import { spawn } from "node:child_process";

import type { Scratch } from "../test/interop/support/scratch.ts";
import type { Contender } from "./measure.ts";

/** Programs that run one after the other, start and end included. */
export interface Processes {
  readonly name: string;
  readonly file: string;
  /** The arguments of each run. */
  readonly runs: readonly (readonly string[])[];
  /** Where they run. */
  readonly cwd: string;
}

/** What they find is not looked at: a finding ends them with 1, and nothing else may. */
export function processes({ name, file, runs, cwd }: Processes, { env }: Scratch): Contender {
  const run = async (): Promise<void> => {
    for (const args of runs) await ended(file, args, { cwd, env });
  };
  return { name, prepare: async () => ({ run, clear: async () => undefined }) };
}

function ended(
  file: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Scratch["env"] },
): Promise<void> {
  const child = spawn(file, [...args], { ...options, stdio: "ignore" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0 || code === 1) resolve();
      else reject(new Error(`${file} ${args.slice(0, 3).join(" ")} ended with ${code}`));
    });
  });
}
