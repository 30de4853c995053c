import { globSync, lstatSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import type { GoldenCase } from "./case.ts";

const root = join(import.meta.dirname, "../../..");

/** The charts of this repository's own Blueprints that need nothing from elsewhere. */
export const ownCases: readonly GoldenCase[] = globSync("{platform,products}/*/chart/Chart.yaml", {
  cwd: root,
})
  .toSorted()
  .map((file) => dirname(join(root, file)))
  .filter((folder) => !/^dependencies:/mu.test(readFileSync(join(folder, "Chart.yaml"), "utf8")))
  .map((folder) => {
    const files = globSync("**/{*,.helmignore}", { cwd: folder, withFileTypes: false }).filter(
      (path) => lstatSync(join(folder, path)).isFile(),
    );
    const contents = files
      .toSorted()
      .map((path) => [path, readFileSync(join(folder, path))] as const);
    return { name: relative(root, folder), files: Object.fromEntries(contents), links: {} };
  });
