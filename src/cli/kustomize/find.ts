import { basename } from "node:path";

import { BpError } from "../../model/error.ts";
import type { KustomizeProgram } from "../../model/kustomize.ts";
import type { ProgramSearch } from "../helm/locate.ts";
import { locate } from "../helm/locate.ts";
import { helmEnvironment, inScratch } from "../helm/program.ts";
import { runProgram } from "../helm/run.ts";
import { kustomizeProgram } from "./program.ts";

const hint =
  "install kustomize or kubectl, or name one with --kustomize, or with render.kustomize in bp.config.yaml";

/**
 * The first of the programs that is there.
 * @throws BpError NOT_FOUND where none is, UNREADABLE where it tells no version of kustomize
 */
export async function findKustomize(
  names: readonly string[],
  search: ProgramSearch,
): Promise<KustomizeProgram> {
  for (const name of names) {
    const program = locate(name, search);
    if (program !== undefined) return asked(program);
  }
  throw new BpError("NOT_FOUND", `there is no ${names.join(" and no ")} on PATH`, { hint });
}

async function asked(program: string): Promise<KustomizeProgram> {
  const isKubectl = basename(program).startsWith("kubectl");
  const verb = isKubectl ? "kustomize" : "build";
  const args = isKubectl ? ["version", "--client", "-o", "json"] : ["version"];
  const { stdout } = await inScratch((folder) =>
    runProgram(program, args, { environment: helmEnvironment(folder), folder }),
  );
  const said = isKubectl ? /"kustomizeVersion":\s*"v?([^"]+)"/u.exec(stdout)?.[1] : stdout;
  const version = /(?:^|[/v\s])(\d+\.\d+\.\d+[\w.+-]*)/u.exec(said ?? "")?.[1];
  if (version !== undefined) return kustomizeProgram({ program, version, verb });
  throw new BpError("UNREADABLE", `${program} tells no version of kustomize`, { hint });
}
