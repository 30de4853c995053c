import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/**
 * The workspace root relative to the root of the git repository around it, with `/`; empty where they are one or where
 * there is no repository. Code hosts name files by the repository's root.
 */
export function repositoryPrefix(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return relative(folder, root).split(sep).join("/");
    if (dirname(folder) === folder) return "";
  }
}
