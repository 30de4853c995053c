import { chmodSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { built } from "./built.ts";
import type { Outcome } from "./program.ts";
import { run } from "./program.ts";
import { temporary } from "./workspace.ts";

/** How a runner starts the lines of a job. */
export interface Shell {
  /** A checkout. */
  readonly cwd: string;
  /** What the runner sets. */
  readonly env: Readonly<Record<string, string>>;
}

/** Runs lines as runners do, the first that fails being the last; `npx @openova/bp` is the built program. */
export async function shell(
  lines: string | readonly string[],
  { cwd, env }: Shell,
): Promise<Outcome> {
  const bin = temporary();
  const npx = join(bin, "npx");
  const program = await built();
  const refusal = 'echo "npx would fetch $1" >&2; exit 127';
  writeFileSync(
    npx,
    `#!/bin/sh\n[ "$1" = @openova/bp ] || { ${refusal}; }\nshift\nexec "${process.execPath}" "${program}" "$@"\n`,
  );
  chmodSync(npx, 0o755);
  const script = typeof lines === "string" ? lines : lines.join("\n");
  return run("bash", ["-e", "-o", "pipefail", "-c", script], {
    cwd,
    env: {
      PATH: [bin, dirname(process.execPath), "/usr/local/bin:/usr/bin:/bin"].join(":"),
      HOME: temporary(),
      COSIGN_PASSWORD: undefined,
      CI: "true",
      ...env,
    },
  });
}
