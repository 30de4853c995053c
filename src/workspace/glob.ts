import type { Tree } from "../model/tree.ts";
import { joinPath, treePath } from "./path.ts";

/**
 * The folders that match a glob of path segments, sorted: `*` and `?` stand for characters of one segment, and `*`
 * does not match a name that begins with a dot.
 */
export async function matchFolders(tree: Tree, glob: string): Promise<readonly string[]> {
  let folders: readonly string[] = [""];
  for (const segment of treePath(glob).split("/"))
    folders = (await Promise.all(folders.map((folder) => descend(tree, folder, segment)))).flat();
  return folders;
}

async function descend(tree: Tree, folder: string, segment: string): Promise<readonly string[]> {
  const names = /[*?]/u.test(segment)
    ? (await tree.list(folder)).map(({ name }) => name).filter(matcher(segment))
    : [segment];
  const paths = names.map((name) => joinPath(folder, name));
  const stats = await Promise.all(paths.map((path) => tree.stat(path)));
  return paths.filter((_, index) => stats[index]?.kind === "folder");
}

function matcher(segment: string): (name: string) => boolean {
  const source = segment
    .replaceAll(/[.+^${}()|[\]\\]/gu, String.raw`\$&`)
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]");
  const pattern = new RegExp(`^${source}$`, "u");
  return (name) => pattern.test(name) && (segment.startsWith(".") || !name.startsWith("."));
}
