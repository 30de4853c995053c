import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Outcome } from "./program.ts";
import { bp } from "./program.ts";
import { temporary } from "./workspace.ts";

export interface Measured {
  readonly outcome: Outcome;
  /** The most memory that the process ever held, in bytes. */
  readonly peak: number;
}

/** Runs the built program and says what its memory came to at the most, as the operating system counts it. */
export async function measured(args: readonly string[]): Promise<Measured> {
  const folder = temporary();
  const probe = join(folder, "probe.mjs");
  const result = join(folder, "peak");
  writeFileSync(
    probe,
    `import { writeFileSync } from "node:fs";
process.on("exit", () => writeFileSync(${JSON.stringify(result)}, String(process.resourceUsage().maxRSS)));
`,
  );
  const outcome = await bp(args, { env: { NODE_OPTIONS: `--import=file://${probe}` } });
  return { outcome, peak: Number(readFileSync(result, "utf8")) * 1024 };
}
