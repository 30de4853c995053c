import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Outcome } from "./program.ts";
import { bp } from "./program.ts";
import { temporary } from "./workspace.ts";

/** Why a peak cannot be measured; undefined where Linux tells it. */
export const whyNoPeak: string | undefined = existsSync("/proc/self/status")
  ? undefined
  : "the peak of a process's memory is read from Linux's /proc";

export interface Measured {
  readonly outcome: Outcome;
  /** The most memory that the process ever held, in bytes. */
  readonly peak: number;
}

/**
 * Runs the built program and says what its memory came to at the most. The kernel's mark of the address space is read,
 * since the resource usage of a process begins with that of the one that started it.
 */
export async function measured(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  const folder = temporary();
  const probe = join(folder, "probe.mjs");
  const result = join(folder, "status");
  writeFileSync(
    probe,
    `import { readFileSync, writeFileSync } from "node:fs";
process.on("exit", () => writeFileSync(${JSON.stringify(result)}, readFileSync("/proc/self/status")));
`,
  );
  const outcome = await bp(args, {
    env: { ...env, NODE_OPTIONS: `--import=file://${probe}` },
  });
  const found = /^VmHWM:\s+(?<kibibytes>\d+) kB$/mu.exec(readFileSync(result, "utf8"));
  return { outcome, peak: Number(found?.groups?.["kibibytes"]) * 1024 };
}
