import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { BuildAnswer, KustomizeProgram, ManifestFile } from "../../model/kustomize.ts";
import { helmEnvironment, inScratch } from "../helm/program.ts";
import { runProgram } from "../helm/run.ts";

/** How a program is asked to build a folder. */
export interface BuildProgram {
  readonly program: string;
  readonly version: string;
  /** `build`, or `kustomize` for a kubectl. */
  readonly verb: string;
}

/** A kustomize of a known version; each call has a folder of its own, no home and no network of the user's. */
export function kustomizeProgram({ program, version, verb }: BuildProgram): KustomizeProgram {
  return {
    program,
    version,
    build: (files, folder, signal) =>
      inScratch(async (scratch) => {
        await place(files, join(scratch, "manifests"));
        const environment = helmEnvironment(scratch);
        const given = signal === undefined ? {} : { signal };
        const options = { environment, folder: scratch, ...given };
        // As Flux builds: a file may lie beside the folder that names it.
        const args = [verb, "--load-restrictor", "LoadRestrictionsNone", `manifests/${folder}`];
        return answerOf(await runProgram(program, args, options), scratch);
      }),
  };
}

async function place(files: readonly ManifestFile[], folder: string): Promise<void> {
  for (const file of files) {
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.open());
  }
}

function answerOf(
  { code, stdout, stderr }: Awaited<ReturnType<typeof runProgram>>,
  scratch: string,
): BuildAnswer {
  const said = stderr.replaceAll(`${scratch}/`, "");
  return code === 0 ? { ok: true, output: stdout, said } : { ok: false, output: "", said };
}
