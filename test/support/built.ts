import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The root of this project. */
export const project: string = join(import.meta.dirname, "../..");

let known: Promise<string> | undefined;

/**
 * The path of a built `bin/bp.js`: `BP_PROGRAM`, an installed one, where that is set; else the project's own, built
 * first where it is older than its sources. Of several test processes one builds and the others wait.
 */
export function built(): Promise<string> {
  known ??= process.env["BP_PROGRAM"] ? Promise.resolve(process.env["BP_PROGRAM"]) : ownProgram();
  return known;
}

async function ownProgram(): Promise<string> {
  const program = join(project, "bin/bp.js");
  const name = createHash("sha256").update(project).digest("hex").slice(0, 16);
  const lock = join(tmpdir(), `bp-build-${name}.lock`);
  while (!isFresh()) {
    if (!take(lock)) {
      await sleep(200);
      continue;
    }
    try {
      if (!isFresh()) build();
    } finally {
      rmdirSync(lock);
    }
  }
  return program;
}

function build(): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/build.ts"], {
    cwd: project,
    encoding: "utf8",
  });
  if (status !== 0 && !isFresh()) throw new Error(`the build fails: ${stderr}${stdout}`);
}

function isFresh(): boolean {
  const made = modified(join(project, "dist/bp.cjs"));
  return (
    made >= Math.max(newest(join(project, "src")), modified(join(project, "scripts/build.ts")))
  );
}

function newest(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Math.max(...files.map(({ parentPath, name }) => modified(join(parentPath, name))));
}

/** Milliseconds; before all else where there is no such file. */
function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
}

/** A folder is made by one process alone. One that a killed build left is given up after two minutes. */
function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    if (Date.now() - modified(lock) > 120_000) rmdirSync(lock);
    return false;
  }
}
