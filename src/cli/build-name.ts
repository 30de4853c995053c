import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * What names the program that runs, to the last line: its entry names every chunk, and a chunk's name covers all that
 * is in it and the chunks that it names. Undefined for one that is not built, since its code may change meanwhile.
 */
export function buildName(packageRoot: string): string | undefined {
  const built = join(packageRoot, "dist");
  if (!import.meta.url.startsWith(`${pathToFileURL(built).href}/`)) return undefined;
  return hash("sha256", readFileSync(join(built, "bp.cjs"))).slice(0, 16);
}
