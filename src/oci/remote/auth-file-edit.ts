import { chmod, mkdir, realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { pid } from "node:process";

import { BpError } from "../../model/error.ts";
import type { JsonObject } from "../manifest.ts";
import { isObject } from "../manifest.ts";
import { readJson } from "./auth-file.ts";

/** Nobody but its owner reads the file. */
const mode = 0o600;
let count = 0;

/**
 * Changes the `auths` of Docker's file, whole or not at all; all else in it stays. A link is followed, so that a file
 * that is kept elsewhere stays there.
 * @throws BpError CONFIG where the file is not JSON or cannot be written
 */
export async function changeAuths(
  path: string,
  change: (auths: JsonObject) => JsonObject,
): Promise<void> {
  const before = (await readJson(path)) ?? {};
  const auths = isObject(before["auths"]) ? before["auths"] : {};
  const after = { ...before, auths: change(auths) };
  await replace(path, `${JSON.stringify(after, null, "\t")}\n`);
}

async function replace(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  count += 1;
  const temporary = `${target}.${pid}.${count}.new`;
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeFile(temporary, text, { mode, flag: "wx" });
    await chmod(temporary, mode);
    await rename(temporary, target);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new BpError("CONFIG", `cannot write ${path} (${code})`, {
      hint: "look at the rights of its folder, or set DOCKER_CONFIG to one that can be written",
      details: { file: path },
    });
  } finally {
    await rm(temporary, { force: true });
  }
}
