/** A path below a folder of the tree; the empty folder is the root. */
export function joinPath(folder: string, path: string): string {
  return folder === "" || path === "" ? folder + path : `${folder}/${path}`;
}
