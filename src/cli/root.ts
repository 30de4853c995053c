import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export interface Root {
  /** Absolute path of the workspace root. */
  readonly folder: string;
  /** Absolute path of the bp.config.yaml that holds, undefined where there is none. */
  readonly config: string | undefined;
}

export const configName = "bp.config.yaml";

/**
 * The workspace that a folder lies in: the nearest folder upward with a bp.config.yaml, else with a platform/ or
 * products/ folder, else the folder itself. The search ends at the git root.
 */
export function findRoot(cwd: string): Root {
  let natural: string | undefined;
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const config = join(folder, configName);
    if (existsSync(config)) return { folder, config };
    if (
      natural === undefined &&
      ["platform", "products"].some((name) => existsSync(join(folder, name)))
    ) {
      natural = folder;
    }
    if (existsSync(join(folder, ".git")) || dirname(folder) === folder) break;
  }
  return { folder: natural ?? resolve(cwd), config: undefined };
}
