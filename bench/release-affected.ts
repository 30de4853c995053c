import { appendFileSync } from "node:fs";
import { join } from "node:path";

import { mustBp } from "../test/interop/support/bp.ts";
import { mustRun } from "../test/interop/support/process.ts";
import type { Row } from "./release-row.ts";
import { rowOf } from "./release-row.ts";
import type { ReleaseJob } from "./release-sides.ts";

/** `bp affected` after a commit that changes a default of every chart, the second time that it is asked. */
export async function affectedRow({ workspace, charts, scratch }: ReleaseJob): Promise<Row> {
  const commit = async (message: string): Promise<void> => {
    const who = ["-c", "user.name=bench", "-c", "user.email=bench@acme.example"];
    for (const args of [
      ["add", "-A"],
      [...who, "commit", "-qm", message],
    ])
      await mustRun("git", args, { cwd: workspace, env: scratch.env });
  };
  await mustRun("git", ["init", "-q"], { cwd: workspace, env: scratch.env });
  await commit("The charts");
  for (const { folder } of charts)
    appendFileSync(join(workspace, folder, "chart/values.yaml"), "paused: false\n");
  await commit("A default more");
  const ask = async (): Promise<void> => {
    const args = ["affected", "--base", "HEAD~1", "-o", "json"];
    const { stdout } = await mustBp(args, { cwd: workspace, env: scratch.env });
    const { blueprints } = JSON.parse(stdout) as { blueprints: readonly unknown[] };
    if (blueprints.length !== charts.length) throw new Error(`${blueprints.length} are affected`);
  };
  await ask();
  return rowOf(`bp affected, ${charts.length} of ${charts.length}`, undefined, ask);
}
