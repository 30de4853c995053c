import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, join, resolve, sep } from "node:path";

import type { Cache } from "../../model/cache.ts";
import { BpError } from "../../model/error.ts";
import type { Helm } from "../../model/helm.ts";
import { helmEnvironment, helmProgram, inScratch } from "./program.ts";
import { runProgram } from "./run.ts";

export interface HelmSearch {
  /** Paths relative to `folder`, or names on PATH. */
  readonly programs: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cache: Cache;
}

/** The oldest that the flags of a render, and charts in registries, work with. */
const oldest = 8;
const hint =
  "install Helm 3.8 or newer, or name one with --helm, or with render.helm in bp.config.yaml";

/** The Helm programs that are named. @throws BpError NOT_FOUND where one is not there, UNREADABLE where it is no Helm */
export function findHelms(search: HelmSearch): Promise<readonly Helm[]> {
  return Promise.all(search.programs.map((name) => findHelm(name, search)));
}

async function findHelm(name: string, search: HelmSearch): Promise<Helm> {
  const program = locate(name, search);
  if (program === undefined) {
    const where = isPath(name) ? `there is no program ${name}` : `there is no ${name} on PATH`;
    throw new BpError("NOT_FOUND", where, { hint });
  }
  const said = await versionOf(program, search.cache);
  const [, version = "", major, minor] = /^v?((\d+)\.(\d+)\.\d+\S*)$/u.exec(said) ?? [];
  if (version === "") throw notHelm(program, said);
  if (Number(major) < 3 || (Number(major) === 3 && Number(minor) < oldest)) {
    throw new BpError("UNREADABLE", `${program} is Helm ${version}, which is too old`, { hint });
  }
  return helmProgram(program, version);
}

function isPath(name: string): boolean {
  return name.includes("/") || name.includes(sep);
}

function locate(name: string, { folder, environment }: HelmSearch): string | undefined {
  if (isPath(name)) return [resolve(folder, name)].find(isProgram);
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((one) => one !== "");
  const endings = process.platform === "win32" ? [".exe", ""] : [""];
  const candidates = folders.flatMap((one) => endings.map((end) => join(one, name + end)));
  return candidates.find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** What the program says of itself, asked once for each file that it ever was. */
async function versionOf(program: string, cache: Cache): Promise<string> {
  const real = realpathSync(program);
  const { size, mtimeMs, ino } = statSync(real);
  const key = JSON.stringify(["helm version", real, size, mtimeMs, ino]);
  const known = await cache.get(key);
  if (known !== undefined) return Buffer.from(known).toString();
  const said = await ask(program);
  await cache.put(key, Buffer.from(said));
  return said;
}

async function ask(program: string): Promise<string> {
  const args = ["version", "--template", "{{.Version}}"];
  const { code, stdout, stderr } = await inScratch((folder) =>
    runProgram(program, args, { environment: helmEnvironment(folder), folder }),
  );
  if (code !== 0) throw notHelm(program, stderr);
  return stdout.trim();
}

function notHelm(program: string, said: string): BpError {
  const words = said.trim().split("\n")[0]?.slice(0, 200) ?? "";
  return new BpError("UNREADABLE", `${program} is no Helm that tells its version: ${words}`, {
    hint,
  });
}
