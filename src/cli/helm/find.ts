import { realpathSync, statSync } from "node:fs";

import type { Cache } from "../../model/cache.ts";
import { BpError } from "../../model/error.ts";
import type { Helm } from "../../model/helm.ts";
import type { ProgramSearch } from "./locate.ts";
import { isPath, locate } from "./locate.ts";
import { helmEnvironment, helmProgram, inScratch } from "./program.ts";
import { runProgram } from "./run.ts";

export interface HelmSearch extends ProgramSearch {
  /** Paths relative to `folder`, or names on PATH. */
  readonly programs: readonly string[];
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
