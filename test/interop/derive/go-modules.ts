import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { run } from "../support/process.ts";

const folders = new Map<string, Promise<string | undefined>>();

/** Where Go keeps a module's source, as `helm.sh/helm/v3@v3.16.1`; undefined where it cannot be had. */
export function moduleFolder(module: string): Promise<string | undefined> {
  const folder = folders.get(module) ?? download(module);
  folders.set(module, folder);
  return folder;
}

async function download(module: string): Promise<string | undefined> {
  const cwd = await mkdtemp(join(tmpdir(), "bp-module-"));
  try {
    const args = ["mod", "download", "-json", module];
    const { code, stdout } = await run("go", args, { cwd, timeoutMs: 300_000 });
    return code === 0 ? (JSON.parse(stdout) as { readonly Dir: string }).Dir : undefined;
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

/** @throws Error where the module cannot be had */
export async function mustFolder(module: string): Promise<string> {
  const folder = await moduleFolder(module);
  if (folder === undefined) throw new Error(`the Go module ${module} cannot be had`);
  return folder;
}

/** The version that a module's go.mod asks for, without its `v`; undefined where it names none. */
export async function requiredVersion(folder: string, module: string): Promise<string | undefined> {
  const text = await readFile(join(folder, "go.mod"), "utf8");
  const line = text.split("\n").find((one) => one.trim().startsWith(`${module} v`));
  return line?.trim().split(/\s+/u)[1]?.slice(1);
}

/** The root of Go's own library. */
export async function goRoot(): Promise<string> {
  const { code, stdout } = await run("go", ["env", "GOROOT"]);
  if (code !== 0) throw new Error("go cannot be run");
  return stdout.trim();
}
