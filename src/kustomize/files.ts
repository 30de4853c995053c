import type { ArchiveEntry } from "../archive/index.ts";
import { fileEntries, Walk } from "../archive/index.ts";
import { BpError } from "../model/error.ts";
import { joinPath } from "../model/join-path.ts";
import { byCodeUnit } from "../model/order.ts";
import type { Tree } from "../model/tree.ts";
import { decodeText } from "../yaml/index.ts";
import { sourceIgnore, sourceIgnoreFile } from "./source-ignore.ts";

const ignoreLimit = 64 * 1024;

/**
 * The files below manifests/ that reach a cluster, sorted by path: what Flux would take out of the artifact by its own
 * list or by a .sourceignore is not packaged. Symbolic links are followed inside the folder.
 * @throws BpError LIMIT naming file and limit, OUTSIDE_ROOT naming link and target, MATERIAL for a file that cannot be
 *   packed
 */
export async function packagedFiles(
  tree: Tree,
  folder: string,
): Promise<readonly { readonly path: string; readonly size: number }[]> {
  const walk = new Walk(tree, folder, {
    what: "the package",
    place: "manifests/",
    limit: "the limit",
    ignoreFile: sourceIgnoreFile,
    isIgnored: (path) => path.split("/").at(-1) === ".git",
  });
  await walk.start();
  const files = walk.files.toSorted((a, b) => byCodeUnit(a.path, b.path));
  const isLeftOut = sourceIgnore(await ignoreTexts(tree, folder, files));
  return files.filter(({ path }) => !isLeftOut(path));
}

/** The packaged files with what opens them; small ones are read once. @throws BpError as packagedFiles */
export async function manifestEntries(
  tree: Tree,
  folder: string,
): Promise<readonly ArchiveEntry[]> {
  return fileEntries(tree, folder, await packagedFiles(tree, folder));
}

async function ignoreTexts(
  tree: Tree,
  folder: string,
  files: readonly { readonly path: string }[],
): Promise<readonly (readonly [string, string])[]> {
  const texts: (readonly [string, string])[] = [];
  for (const { path } of files) {
    const slash = path.lastIndexOf("/");
    if (path.slice(slash + 1) !== sourceIgnoreFile) continue;
    const full = joinPath(folder, path);
    const text = decodeText(await tree.read(full, ignoreLimit));
    if (text === undefined) throw new BpError("MATERIAL", `${full} is not UTF-8`);
    texts.push([path.slice(0, Math.max(slash, 0)), text]);
  }
  // From above: of two that speak of one file the one nearer to it comes later, and decides.
  return texts.toSorted(([a], [b]) => byCodeUnit(a, b));
}
