import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

import { built } from "../../support/built.ts";
import { run } from "../../support/program.ts";
import { temporary } from "../../support/workspace.ts";
import { bp } from "../support/program.ts";
import type { Outcome } from "../support/program.ts";

/** Whether a shell is there to be asked. */
export function has(shell: string): boolean {
  return spawnSync(shell, ["--version"]).status === 0;
}

/** A folder with the shell's script and a `bp` that is the built program, gone when the test is done. */
export async function scripted(shell: string): Promise<string> {
  const folder = temporary();
  const { stdout } = await bp(["completion", shell]);
  writeFileSync(join(folder, `bp.${shell}`), stdout);
  const program = await built();
  writeFileSync(join(folder, "bp"), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(join(folder, "bp"), 0o755);
  return folder;
}

/** Runs a line of the shell with its script loaded and `bp` in PATH. */
export function inShell(
  shell: string,
  folder: string,
  line: string,
  cwd: string,
): Promise<Outcome> {
  const env = { PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}`, HOME: folder };
  return run(shell, ["-c", `source ${folder}/bp.${shell}\n${line}`], { cwd, env });
}
