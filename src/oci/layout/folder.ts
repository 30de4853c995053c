import { realpath } from "node:fs/promises";
import { sep } from "node:path";

import { BpError } from "../../model/error.ts";

/** Names that a layout uses itself, so that no repository below it may bear them. */
const taken = new Set(["blobs", "index.json", "oci-layout"]);

/** True where a repository of this path can lie in a folder of layouts without getting into another one's files. */
export function isLayoutPath(path: string): boolean {
  return !path.split("/").some((part) => taken.has(part));
}

/** The code of an error of node:fs, for instance `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** An operation of node:fs, with undefined where the file or a folder on the way to it is not there. */
export async function ifThere<T>(operation: Promise<T>): Promise<T | undefined> {
  try {
    return await operation;
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

/**
 * The real path of a file or folder that must lie in the root, links followed; undefined where it is not there.
 * @throws BpError OUTSIDE_ROOT
 */
export async function realWithin(root: string, path: string): Promise<string | undefined> {
  const [top, real] = [await ifThere(realpath(root)), await ifThere(realpath(path))];
  if (top === undefined || real === undefined) return undefined;
  if (real === top || real.startsWith(top.endsWith(sep) ? top : top + sep)) return real;
  throw new BpError("OUTSIDE_ROOT", `${path} is a link that leaves ${root}`, {
    hint: "replace the link by what it points to",
    details: { path, root },
  });
}
