import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { byCodeUnit } from "../../model/order.ts";
import { isRepositoryPath } from "../../model/reference.ts";
import { ifThere, isLayoutPath } from "./folder.ts";

/**
 * The repositories in a folder of OCI layouts, sorted by code unit: folders that hold blobs, by their paths below it,
 * empty for the folder itself. Links to folders are not followed.
 */
export async function findLayouts(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  const open = [""];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const entries = await ifThere(readdir(join(root, next), { withFileTypes: true }));
    const folders = (entries ?? []).filter((entry) => entry.isDirectory());
    if (folders.some(({ name }) => name === "blobs")) found.push(next);
    for (const { name } of folders) {
      const path = next === "" ? name : `${next}/${name}`;
      if (isRepositoryPath(path) && isLayoutPath(path)) open.push(path);
    }
  }
  return found.sort(byCodeUnit);
}
