import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** Every file below a folder, by its path with `/`, sorted. */
export async function treeFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
  const texts = await Promise.all(paths.map((path) => readFile(path, "base64")));
  return new Map(
    paths.map((path, at) => [relative(folder, path).split(sep).join("/"), texts[at] ?? ""]),
  );
}
