import { createRequire, enableCompileCache } from "node:module";
import { join } from "node:path";

import { byCodeUnit } from "../model/order.ts";
import { cacheFolder } from "./cache-folder.ts";
import { loadKept } from "./kept-code.ts";
import type * as Program from "./main.ts";

/** The file of the program below dist/ that every start loads; the build puts its name here. */
declare const startChunk: string;

/** Loads the program with the code that was compiled in former runs, runs it, and gives its exit code. */
export async function main(argv: readonly string[], packageRoot: string): Promise<number> {
  const folder =
    process.env["NODE_DISABLE_COMPILE_CACHE"] === "1" ? undefined : cacheFolder(process.env);
  const dist = join(packageRoot, "dist");
  if (folder !== undefined)
    enableCompileCache(process.env["NODE_COMPILE_CACHE"] ?? join(folder, "modules"));
  const keep =
    folder === undefined
      ? undefined
      : loadKept(join(dist, startChunk), join(folder, "code"), occasionOf(argv));
  const program = createRequire(join(dist, "bp.cjs"))("./main.cjs") as typeof Program;
  const exitCode = await program.main(argv, packageRoot);
  keep?.();
  return exitCode;
}

/** The command and its options by name, as `lint --staged`: another run of the kind calls the same functions. */
function occasionOf(argv: readonly string[]): string {
  const options = argv.flatMap((word) => /^--[a-z-]+/u.exec(word) ?? []);
  return [argv[0], ...new Set(options.toSorted(byCodeUnit))].join(" ").slice(0, 200);
}
