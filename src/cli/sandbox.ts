import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

import { BpError } from "../model/error.ts";
import type { RunScript, ScriptOutcome, ScriptRequest } from "../model/sandbox.ts";
import { helmEnvironment } from "./helm/program.ts";

/** How much of what a script prints is kept: the end of it. */
const outputLimit = 256 * 1024;

/** Scripts of the workspace in a folder, each in a copy of its own. */
export function sandbox(root: string, path: string): RunScript {
  return async (request, signal) => {
    const folder = await mkdtemp(join(tmpdir(), "bp-test-"));
    try {
      await fill(folder, root, request);
      return await run(folder, path, request, signal);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

async function fill(folder: string, root: string, request: ScriptRequest): Promise<void> {
  const { copied, added, helm } = request;
  const copy = join(folder, "work");
  await cp(join(root, copied), join(copy, copied), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !/[\\/](?:node_modules|\.git)$/u.test(path),
  });
  for (const [path, content] of added) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await writeFile(join(copy, path), content.open());
  }
  for (const name of ["bin", "home", "tmp"]) await mkdir(join(folder, name));
  await symlink(helm, join(folder, "bin", "helm"));
}

/** Nothing of the user's but the programs; Helm finds no settings, no cluster and no plugins. */
function environmentOf(
  folder: string,
  path: string,
  given: ScriptRequest["environment"],
): Record<string, string> {
  const work = join(folder, "work");
  const own = Object.entries(given).map(([name, text]) => [name, text.replace("<root>", work)]);
  return {
    ...helmEnvironment(folder),
    PATH: [join(folder, "bin"), path].join(delimiter),
    TMPDIR: join(folder, "tmp"),
    LANG: "C.UTF-8",
    ...(Object.fromEntries(own) as Record<string, string>),
  };
}

function run(
  folder: string,
  path: string,
  request: ScriptRequest,
  signal: AbortSignal | undefined,
): Promise<ScriptOutcome> {
  const work = join(folder, "work");
  const child = spawn("bash", [join(work, request.script)], {
    cwd: join(work, request.folder),
    env: environmentOf(folder, path, request.environment),
    stdio: ["ignore", "pipe", "pipe"],
    // In a group of its own, so that what it leaves running ends with it.
    detached: process.platform !== "win32",
  });
  const output = collected(child);
  return new Promise((resolve, reject) => {
    let timedOut = false;
    const abort = (): void => {
      endGroup(child);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup(child);
    }, request.timeLimit);
    signal?.addEventListener("abort", abort, { once: true });
    const settled = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    child.once("error", (cause) => {
      settled();
      reject(new BpError("UNREADABLE", `cannot run bash: ${cause.message}`, { cause }));
    });
    child.once("exit", (code) => {
      settled();
      endGroup(child);
      const end = (): void =>
        resolve({ code: timedOut ? null : code, timedOut, output: output().replaceAll(work, ".") });
      // What left the group may hold the streams open.
      const patience = setTimeout(end, 1000);
      child.once("close", () => {
        clearTimeout(patience);
        end();
      });
    });
  });
}

function collected(child: ChildProcess): () => string {
  let kept = Buffer.alloc(0);
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      kept = Buffer.concat([kept, chunk]);
      if (kept.length > 2 * outputLimit) kept = kept.subarray(-outputLimit);
    });
  return () => kept.subarray(-outputLimit).toString();
}

/** The script and all that it started. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // Nothing of it runs any more.
  }
}
