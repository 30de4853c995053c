import { join } from "node:path";

import { run } from "../../support/program.ts";
import type { Outcome, RunOptions } from "../../support/program.ts";

export type { Outcome };

/** Runs the program from its sources, in a process of its own. */
export function bp(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return run(process.execPath, [join(import.meta.dirname, "main.ts"), ...args], options);
}
