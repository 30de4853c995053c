import { createHash, hash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import type { BuildFacts } from "../app/publish/build-facts.ts";
import { byCodeUnit } from "../model/order.ts";
import type { Context } from "./context.ts";

/** The program as a build's material: its package, and what its files hash to. */
export function buildTool({
  packageRoot,
  version,
}: Pick<Context, "packageRoot" | "version">): BuildFacts["tool"] {
  return {
    name: "bp",
    version,
    purl: "pkg:npm/%40openova/bp",
    dirHash: dirHash(join(packageRoot, "dist")),
  };
}

/**
 * in-toto's `dirHash` (digest_set.md) of the files that run: what
 * `find *.cjs chunks -type f | LC_ALL=C sort | xargs sha256sum | sha256sum` prints in that folder; undefined where it is
 * not built.
 */
export function dirHash(folder: string): string | undefined {
  const whole = createHash("sha256");
  try {
    for (const path of programFiles(folder))
      whole.update(`${hash("sha256", readFileSync(join(folder, path)))}  ${path}\n`);
  } catch {
    return undefined;
  }
  return whole.digest("hex");
}

function programFiles(folder: string): readonly string[] {
  const entries = readdirSync(folder).filter((name) => name.endsWith(".cjs"));
  const chunks = readdirSync(join(folder, "chunks")).map((name) => `chunks/${name}`);
  return [...entries, ...chunks].toSorted(byCodeUnit);
}
