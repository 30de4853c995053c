import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { BpError } from "../model/error.ts";
import { checkPath, showPath } from "./path.ts";

/**
 * Writes files into a folder that is not there yet, whose parents may be missing; where one cannot be written, the
 * folder is taken away again.
 * @param files texts by path below the folder
 * @throws BpError USAGE where anything is there already, UNREADABLE where it cannot be written
 */
export async function createFolder(
  root: string,
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const path of [folder, ...Object.keys(files)]) checkPath(path);
  const target = join(root, folder);
  await attempt(folder, () => mkdir(dirname(target), { recursive: true }));
  await attempt(folder, () => mkdir(target));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(target, path)), { recursive: true });
      await writeFile(join(target, path), text, { flag: "wx" });
    }
  } catch (error) {
    await rm(target, { recursive: true, force: true });
    throw fault(folder, error);
  }
}

async function attempt(folder: string, action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    throw fault(folder, error);
  }
}

function fault(folder: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ("code" in error && error.code === "EEXIST")
    return new BpError("USAGE", `${showPath(folder)} is there already: nothing is written`, {
      hint: "choose another name, or move away what is there",
    });
  return new BpError("UNREADABLE", `cannot write ${showPath(folder)}: ${error.message}`, {
    cause: error,
  });
}
