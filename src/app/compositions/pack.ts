import type { Tree } from "../../model/tree.ts";
import type { FolderArchive } from "../folder-archive.ts";
import { folderArchive } from "../folder-archive.ts";

/** The folder beside chart/ that holds what Crossplane is given. */
export const compositionsFolder = "compositions";

/**
 * A unit's compositions/ as they are published; undefined where it has no YAML there.
 * @throws BpError as folderArchive
 */
export async function packCompositions(
  tree: Tree,
  folder: string,
): Promise<FolderArchive | undefined> {
  const archive = await folderArchive(tree, `${folder}/${compositionsFolder}`);
  return archive?.entries.some(({ path }) => isYaml(path)) === true ? archive : undefined;
}

/** True for the files that Flux reads. */
export function isYaml(path: string): boolean {
  return /\.ya?ml$/u.test(path);
}
