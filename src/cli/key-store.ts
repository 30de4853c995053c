import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import type { AskProgram, KeyStore } from "../app/keys.ts";
import { BpError } from "../model/error.ts";
import type { Context } from "./context.ts";
import { readText } from "./read-text.ts";
import { signerProgram } from "./signer-program.ts";

const limit = 64 * 1024;

/** The same for what the command line names, which may be a program that signs. */
export function givenKeys({ cwd, environment }: Pick<Context, "cwd" | "environment">): KeyStore {
  const program = (name: string): AskProgram => signerProgram(name, cwd, environment);
  return { ...keyStore(cwd, environment), program };
}

/** Key files below a folder, and the variables of the environment. */
export function keyStore(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): KeyStore {
  return {
    environment,
    randomBytes: (length) => randomBytes(length),
    read: (path) => readKeyFile(resolve(folder, path)),
    mode: (path) => modeOf(resolve(folder, path)),
    create: (path, text, mode) => createFile(resolve(folder, path), text, mode),
  };
}

/** Windows has other rules, which these bits do not show. */
async function modeOf(path: string): Promise<number | undefined> {
  if (process.platform === "win32") return undefined;
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? undefined : found.mode & 0o777;
}

async function readKeyFile(path: string): Promise<string | undefined> {
  try {
    return await readText(path, limit);
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (error instanceof BpError) throw error;
    throw new BpError("UNREADABLE", `cannot read ${path}: ${message(error)}`);
  }
}

/** A link is made only where nothing stands, so the file appears whole or not at all, and never replaces another. */
async function createFile(path: string, text: string, mode: number): Promise<boolean> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.new`;
  await makeFolder(dirname(path));
  try {
    await writeFile(temporary, text, { mode, flag: "wx" });
    await chmod(temporary, mode);
    await link(temporary, path);
    return true;
  } catch (error) {
    if (code(error) === "EEXIST") return false;
    throw unwritable(path, error);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): BpError {
  return new BpError("UNREADABLE", `cannot write ${path}: ${message(error)}`);
}

function isMissing(error: unknown): boolean {
  return code(error) === "ENOENT" || code(error) === "ENOTDIR";
}

function code(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
