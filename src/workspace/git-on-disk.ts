import { createHash } from "node:crypto";

import { BpError } from "../model/error.ts";
import type { Tree } from "../model/tree.ts";
import { fileLimit } from "./reading.ts";

/** How long a name by sha256 is: that of a repository whose object format it is. */
const longName = 64;

/**
 * The content of a file on the disk, where it is the very object that git knows by this name: it is read without a
 * question to git. Undefined where it is another, as after a filter or a change that is not staged, or none.
 */
export async function objectOnDisk(
  disk: Tree,
  path: string,
  object: string,
): Promise<Uint8Array | undefined> {
  try {
    const bytes = await disk.read(path, fileLimit);
    return objectName(bytes, object.length === longName ? "sha256" : "sha1") === object
      ? bytes
      : undefined;
  } catch (error) {
    if (error instanceof BpError) return undefined;
    throw error;
  }
}

/** gitformat-loose: what is hashed is `blob <size>\0` and the content. */
function objectName(bytes: Uint8Array, algorithm: "sha1" | "sha256"): string {
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
